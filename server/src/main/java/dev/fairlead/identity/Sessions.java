package dev.fairlead.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who is logged in with a browser: a row per log-in, found by the hash of the cookie's secret. */
@Component
public class Sessions {
    private static final Duration UNUSED = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Logs the user in; the answer is the secret for the cookie. Old sessions go on the way. */
    @Transactional
    public String open(User user) {
        var secret = Secrets.random();
        var now = Timestamp.from(clock.instant());
        jdbc.sql("delete from user_session where used < ? or created < ?")
                .params(before(UNUSED), before(LONGEST))
                .update();
        jdbc.sql("insert into user_session (hash, user_id, created, used) values (?, ?, ?, ?)")
                .params(Secrets.hash(secret), user.id(), now, now)
                .update();
        return secret;
    }

    /** Who is logged in with this secret: used within 7 days, and not older than 30. */
    public Optional<User> find(String secret) {
        var hash = Secrets.hash(secret);
        var user =
                jdbc.sql(
                                """
                                select u.id, u.name, u.display_name, u.email, u.administrator
                                from user_session s join users u on u.id = s.user_id
                                where s.hash = ? and s.used > ? and s.created > ?
                                """)
                        .params(hash, before(UNUSED), before(LONGEST))
                        .query(User.class)
                        .optional();
        user.ifPresent(_ -> noteUse(hash));
        return user;
    }

    /** Logs out. */
    public void close(String secret) {
        jdbc.sql("delete from user_session where hash = ?").param(Secrets.hash(secret)).update();
    }

    /** Logs the user out everywhere. */
    void closeAll(long user) {
        jdbc.sql("delete from user_session where user_id = ?").param(user).update();
    }

    private void noteUse(byte[] hash) {
        jdbc.sql("update user_session set used = ? where hash = ? and used < ?")
                .params(Timestamp.from(clock.instant()), hash, before(USE_IS_NOTED_EVERY))
                .update();
    }

    private Timestamp before(Duration age) {
        return Timestamp.from(clock.instant().minus(age));
    }
}
