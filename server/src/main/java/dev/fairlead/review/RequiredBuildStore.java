package dev.fairlead.review;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of required builds. */
@Component
class RequiredBuildStore {
    private final JdbcClient jdbc;

    RequiredBuildStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Fairlead's own where nobody said otherwise; never none. */
    List<RequiredBuild> of(long repository) {
        var said = said(repository);
        return said.isEmpty() ? List.of(RequiredBuild.OWN) : said;
    }

    private List<RequiredBuild> said(long repository) {
        return jdbc.sql(
                        """
                        select key, posters from required_build where repository_id = ?
                        order by key <> 'fairlead', key
                        """)
                .param(repository)
                .query((row, _) ->
                        new RequiredBuild(
                                row.getString("key"),
                                Set.of((Long[]) row.getArray("posters").getArray())))
                .list();
    }

    void replace(long repository, List<RequiredBuild> builds) {
        jdbc.sql("delete from required_build where repository_id = ?").param(repository).update();
        for (var build : builds) {
            jdbc.sql("insert into required_build (repository_id, key, posters) values (?, ?, ?)")
                    .params(repository, build.key(), build.posters().toArray(Long[]::new))
                    .update();
        }
    }

    /** The heads of open pull requests, to be judged again. */
    List<String> openHeads(long repository) {
        return jdbc.sql(
                        """
                        select distinct head from pull_request
                        where repository_id = ? and state = 'OPEN'
                        """)
                .param(repository)
                .query(String.class)
                .list();
    }
}
