package dev.fairlead.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The jobs that carry deliveries, and how they ended. */
@Component
class DeliveryJobStore {
    private static final int LONGEST_FAILURE = 2_000;

    /** One of them; of a delivery that failed there are several. */
    record Order(long job, boolean isOpen, @Nullable String failure) {
        boolean isDone() {
            return !isOpen && "".equals(failure);
        }
    }

    private final JdbcClient jdbc;

    DeliveryJobStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(long delivery, long job) {
        jdbc.sql("insert into delivery_job (job, delivery_id) values (?, ?)")
                .params(job, delivery)
                .update();
    }

    /** Whose channel it is; one of a repository or a person tells no Nagios. */
    long project(long channel) {
        return jdbc.sql("select project_id from channel where id = ? and project_id is not null")
                .param(channel)
                .query(Long.class)
                .single();
    }

    /** Nothing where the job carries none. */
    void ended(long job, String failure) {
        jdbc.sql("update delivery_job set ended = now(), failure = :failure where job = :job")
                .param("job", job)
                .param("failure", failure.substring(0, Math.min(failure.length(), LONGEST_FAILURE)))
                .update();
    }

    Optional<Order> latest(long delivery) {
        return jdbc.sql(
                        """
                        select job, ended, failure from delivery_job where delivery_id = ?
                         order by job desc limit 1
                        """)
                .param(delivery)
                .query(DeliveryJobStore::order)
                .optional();
    }

    /** One that was deleted meanwhile, with its channel, has ended. */
    Order get(long job) {
        return jdbc.sql("select job, ended, failure from delivery_job where job = ?")
                .param(job)
                .query(DeliveryJobStore::order)
                .optional()
                .orElseGet(() -> new Order(job, false, "Its channel is gone."));
    }

    private static Order order(ResultSet row, int number) throws SQLException {
        return new Order(
                row.getLong("job"), row.getTimestamp("ended") == null, row.getString("failure"));
    }
}
