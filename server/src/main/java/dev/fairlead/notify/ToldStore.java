package dev.fairlead.notify;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What channels were told of a running deployment, and not yet that it is over. */
@Component
class ToldStore {
    private final JdbcClient jdbc;

    ToldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> of(long deployment) {
        return jdbc.sql("select subject from deployment_told where deployment_id = ?")
                .param(deployment)
                .query(String.class)
                .list();
    }

    void add(long deployment, Collection<String> subjects) {
        if (!subjects.isEmpty()) {
            jdbc.sql(
                            """
                            insert into deployment_told (deployment_id, subject)
                            select :deployment, unnest(:subjects)
                            """)
                    .param("deployment", deployment)
                    .param("subjects", subjects.toArray(String[]::new))
                    .update();
        }
    }

    void forget(long deployment, Collection<String> subjects) {
        if (!subjects.isEmpty()) {
            jdbc.sql(
                            """
                            delete from deployment_told
                             where deployment_id = :deployment and subject = any (:subjects)
                            """)
                    .param("deployment", deployment)
                    .param("subjects", subjects.toArray(String[]::new))
                    .update();
        }
    }
}
