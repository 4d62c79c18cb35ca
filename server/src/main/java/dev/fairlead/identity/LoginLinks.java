package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import dev.fairlead.problem.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Links that log somebody in once. The row goes with its use. Who makes one for somebody else only
 * lends the log-in.
 */
@Component
class LoginLinks {
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Whom a link logs in, and who made it where that was somebody else. */
    record Use(long userId, @Nullable String lentBy) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    LoginLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    String make(Actor by, User user, Duration validity) {
        if (!validity.isPositive() || validity.compareTo(LONGEST) > 0) {
            throw Problem.invalid(
                    "validity",
                    "validity: must be more than nothing and at most 7 days, was " + validity);
        }
        var secret = Secrets.random();
        jdbc.sql("delete from login_link where expires < ?")
                .param(Timestamp.from(clock.instant()))
                .update();
        jdbc.sql(
                        """
                        insert into login_link (hash, user_id, expires, lent_by)
                        values (:hash, :user, :expires, :lentBy)
                        """)
                .param("hash", Secrets.hash(secret))
                .param("user", user.id())
                .param("expires", Timestamp.from(clock.instant().plus(validity)))
                .param("lentBy", by.equals(user.actor()) ? null : by.name())
                .update();
        return "/login?link=" + secret;
    }

    /** Whose link it is while it is good, without using it. */
    Optional<Long> peek(String secret) {
        return jdbc.sql("select user_id from login_link where hash = ? and expires > ?")
                .params(Secrets.hash(secret), Timestamp.from(clock.instant()))
                .query(Long.class)
                .optional();
    }

    /** Uses the link up; empty when it was used or is too old. */
    Optional<Use> use(String secret) {
        return jdbc.sql(
                        """
                        delete from login_link where hash = ? and expires > ?
                        returning user_id, lent_by
                        """)
                .params(Secrets.hash(secret), Timestamp.from(clock.instant()))
                .query(Use.class)
                .optional();
    }
}
