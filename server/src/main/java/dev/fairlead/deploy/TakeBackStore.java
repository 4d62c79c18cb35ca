package dev.fairlead.deploy;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which deployment takes back which. */
@Component
class TakeBackStore {
    private final JdbcClient jdbc;

    TakeBackStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void link(long rollback, long takenBack) {
        jdbc.sql("update deployment set takes_back = :takenBack where id = :id")
                .param("takenBack", takenBack)
                .param("id", rollback)
                .update();
    }

    /** The one that this one takes back. */
    Optional<Long> takesBack(long rollback) {
        return jdbc.sql("select takes_back from deployment where id = :id and takes_back > 0")
                .param("id", rollback)
                .query(Long.class)
                .optional();
    }

    /** The latest one that takes this one back. */
    Optional<Long> takenBackBy(long deployment) {
        return jdbc.sql(
                        """
                        select id from deployment where takes_back = :id order by id desc limit 1
                        """)
                .param("id", deployment)
                .query(Long.class)
                .optional();
    }

    /** Whether a host's turn had begun: otherwise everything runs what it ran. */
    boolean hasTouchedHosts(long deployment) {
        return jdbc.sql(
                        """
                        select exists (select 1 from deployment_step
                            where deployment_id = :id and batch > 0 and issued is not null)
                        """)
                .param("id", deployment)
                .query(Boolean.class)
                .single();
    }
}
