package dev.fairlead.identity;

import dev.fairlead.audit.Audit;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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
    private final LoginLinks links;
    private final UserStore users;
    private final Audit audit;
    private final Clock clock;

    Sessions(JdbcClient jdbc, LoginLinks links, UserStore users, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.links = links;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /** Logs in somebody whose password was right; the answer is the secret for the cookie. */
    @Transactional
    public String open(User user, String address) {
        return open(user, "password", address);
    }

    /** Logs in who holds a link that is good, and uses it up; empty for any other link. */
    @Transactional
    public Optional<String> openByLink(String link, String address) {
        return links.use(link).map(user -> open(users.get(user), "link", address));
    }

    /** Whom a link would log in; empty when it was used or is too old. */
    public Optional<User> holder(String link) {
        return links.peek(link).map(users::get);
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

    /** Logs the user out everywhere, and takes back what could log them in. */
    void closeAll(long user) {
        jdbc.sql("delete from login_link where user_id = ?").param(user).update();
        jdbc.sql("delete from user_session where user_id = ?").param(user).update();
    }

    private String open(User user, String by, String address) {
        var secret = Secrets.random();
        var now = Timestamp.from(clock.instant());
        jdbc.sql("delete from user_session where used < ? or created < ?")
                .params(before(UNUSED), before(LONGEST))
                .update();
        jdbc.sql("insert into user_session (hash, user_id, created, used) values (?, ?, ?, ?)")
                .params(Secrets.hash(secret), user.id(), now, now)
                .update();
        audit.record(
                user.actor(), "session.opened", user.name(), Map.of("by", by, "from", address));
        return secret;
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
