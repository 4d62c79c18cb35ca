package dev.fairlead.build;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every time a build was given to the fleet: what was lost stays to be read. */
@Component
class AttemptStore {
    private final JdbcClient jdbc;

    AttemptStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(long build, int position, int attempt, long job) {
        jdbc.sql(
                        """
                        insert into build_attempt (build, position, attempt, job)
                        values (:build, :position, :attempt, :job)
                        """)
                .param("build", build)
                .param("position", position)
                .param("attempt", attempt)
                .param("job", job)
                .update();
    }

    void claimed(long job, @Nullable String agent) {
        jdbc.sql("update build_attempt set agent = :agent where job = :job")
                .param("agent", agent)
                .param("job", job)
                .update();
    }

    void ended(long job, String how) {
        jdbc.sql("update build_attempt set ended = :how where job = :job")
                .param("how", how)
                .param("job", job)
                .update();
    }

    List<BuildAttempt> of(long build) {
        return jdbc.sql(
                        """
                        select position, attempt, job, agent, ended from build_attempt
                        where build = :build order by position, attempt
                        """)
                .param("build", build)
                .query(BuildAttempt.class)
                .list();
    }
}
