package dev.fairlead.identity;

import dev.fairlead.audit.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        return open(user, null, "password", address);
    }

    /** Logs in who holds a link that is good, and uses it up; empty for any other link. */
    @Transactional
    public Optional<String> openByLink(String link, String address) {
        return links.use(link)
                .map(use -> open(users.get(use.userId()), use.lentBy(), "link", address));
    }

    /** Whom a link would log in; empty when it was used or is too old. */
    public Optional<User> holder(String link) {
        return links.peek(link).map(users::get);
    }

    /** Who is logged in with this secret: used within 7 days, and not older than 30. */
    public Optional<Session> find(String secret) {
        var hash = Secrets.hash(secret);
        var session =
                jdbc.sql(
                                """
                                select u.id, u.name, u.display_name, u.email, u.administrator,
                                    s.lent_by
                                from user_session s join users u on u.id = s.user_id
                                where s.hash = ? and s.used > ? and s.created > ?
                                """)
                        .params(hash, before(UNUSED), before(LONGEST))
                        .query(Sessions::session)
                        .optional();
        session.ifPresent(_ -> noteUse(hash));
        return session;
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

    private String open(User user, @Nullable String lentBy, String by, String address) {
        var secret = Secrets.random();
        var now = Timestamp.from(clock.instant());
        jdbc.sql("delete from user_session where used < ? or created < ?")
                .params(before(UNUSED), before(LONGEST))
                .update();
        jdbc.sql(
                        """
                        insert into user_session (hash, user_id, lent_by, created, used)
                        values (:hash, :user, :lentBy, :now, :now)
                        """)
                .param("hash", Secrets.hash(secret))
                .param("user", user.id())
                .param("lentBy", lentBy)
                .param("now", now)
                .update();
        audit.record(
                user.actor(),
                "session.opened",
                user.name(),
                lentBy == null
                        ? Map.of("by", by, "from", address)
                        : Map.of("by", by, "from", address, "lentBy", lentBy));
        return secret;
    }

    private static Session session(ResultSet row, int number) throws SQLException {
        return new Session(
                new User(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("display_name"),
                        row.getString("email"),
                        row.getBoolean("administrator")),
                row.getString("lent_by"));
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
