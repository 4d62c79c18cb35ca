package dev.fairlead.build;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The builds that are to end older ones, by their numbers. */
@Component
class SupersedingStore {
    private final JdbcClient jdbc;

    SupersedingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void owe(long build) {
        jdbc.sql("insert into build_superseding (build) values (:build)")
                .param("build", build)
                .update();
    }

    Optional<Long> next() {
        return jdbc.sql("select build from build_superseding order by build limit 1")
                .query(Long.class)
                .optional();
    }

    void done(long build) {
        jdbc.sql("delete from build_superseding where build = :build")
                .param("build", build)
                .update();
    }

    /** Older builds of the same branch that a push began and no agent. */
    List<Long> older(Build build) {
        return jdbc.sql(
                        """
                        select id from build
                        where repository_id = :repository and branch = :branch and id < :id
                          and kind = 'BRANCH' and event = 'PUSH' and state = 'QUEUED'
                        order by id
                        """)
                .param("repository", build.repositoryId())
                .param("branch", build.branch())
                .param("id", build.id())
                .query(Long.class)
                .list();
    }
}
