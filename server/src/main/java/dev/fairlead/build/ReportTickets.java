package dev.fairlead.build;

import dev.fairlead.identity.Secrets;
import dev.fairlead.identity.User;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Addresses under which one user may read the files of one job for a while. A report runs in a
 * sandbox whose origin is nobody's, so the browser sends no cookie with what the report asks for:
 * its styles and pictures are found by an address that nobody can guess.
 */
@Component
public class ReportTickets {
    private static final Duration VALID = Duration.ofHours(1);

    private final JdbcClient jdbc;

    ReportTickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose ticket it is, and for what. */
    public record Ticket(long userId, long build, int job) {}

    /** A new ticket for somebody who may read the build. */
    public String issue(User user, Build build, int job) {
        var ticket = Secrets.random();
        jdbc.sql("delete from build_report_ticket where until < now()").update();
        jdbc.sql(
                        """
                        insert into build_report_ticket (sha256, user_id, build, job, until)
                        values (:sha256, :user, :build, :job, now() + :valid * interval '1 s')
                        """)
                .param("sha256", Secrets.sha256(ticket))
                .param("user", user.id())
                .param("build", build.id())
                .param("job", job)
                .param("valid", VALID.toSeconds())
                .update();
        return ticket;
    }

    /** Empty for one that was never issued or is over. */
    public Optional<Ticket> find(String ticket) {
        return jdbc.sql(
                        """
                        select user_id, build, job from build_report_ticket
                        where sha256 = :sha256 and until > now()
                        """)
                .param("sha256", Secrets.sha256(ticket))
                .query(Ticket.class)
                .optional();
    }
}
