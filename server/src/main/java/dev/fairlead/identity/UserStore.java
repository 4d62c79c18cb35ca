package dev.fairlead.identity;

import dev.fairlead.problem.Problem;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of people and of the addresses that were vouched for. */
@Component
class UserStore {
    /** What log-in compares; the version grows with each change of the password. */
    record Password(long userId, String hash, long version, boolean own) {}

    private static final String SELECT =
            "select id, name, display_name, email, administrator from users ";

    private final JdbcClient jdbc;

    UserStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when the name or the address is taken. */
    Optional<Long> insert(
            String name,
            String displayName,
            String email,
            String password,
            boolean administrator,
            Instant at) {
        return jdbc.sql(
                        """
                        insert into users (name, display_name, email, password, administrator, created)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing returning id
                        """)
                .params(name, displayName, email, password, administrator, Timestamp.from(at))
                .query(Long.class)
                .optional();
    }

    /** Makes the address its user's for ever; false when it is somebody else's. */
    boolean own(String address, long user, Instant at) {
        jdbc.sql(
                        """
                        insert into user_email (address, user_id, since) values (?, ?, ?)
                        on conflict do nothing
                        """)
                .params(address, user, Timestamp.from(at))
                .update();
        return jdbc.sql("select user_id from user_email where address = ?")
                        .param(address)
                        .query(Long.class)
                        .single()
                == user;
    }

    Optional<User> byName(String name) {
        return jdbc.sql(SELECT + "where name = ?").param(name).query(User.class).optional();
    }

    User get(long id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(User.class)
                .optional()
                .orElseThrow(() -> Problem.notFound("There is no user with the id " + id + "."));
    }

    List<User> byIds(Collection<Long> ids) {
        return jdbc.sql(SELECT + "where id = any (:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(User.class)
                .list();
    }

    Map<String, Long> idsByAddress(Collection<String> addresses) {
        var found = new TreeMap<String, Long>();
        jdbc.sql("select address, user_id from user_email where address = any (:addresses)")
                .param("addresses", addresses.toArray(String[]::new))
                .query((row, _) -> found.put(row.getString(1), row.getLong(2)))
                .list();
        return found;
    }

    List<User> all() {
        return jdbc.sql(SELECT + "order by name").query(User.class).list();
    }

    List<User> page(int offset, int limit) {
        return jdbc.sql(SELECT + "order by name offset ? limit ?")
                .params(offset, limit)
                .query(User.class)
                .list();
    }

    /** Addresses that their users asked for and nobody has vouched for, by user. */
    Map<Long, String> wishes() {
        var wishes = new TreeMap<Long, String>();
        jdbc.sql("select id, wished_email from users where wished_email is not null")
                .query((row, _) -> wishes.put(row.getLong(1), row.getString(2)))
                .list();
        return wishes;
    }

    boolean none() {
        return jdbc.sql("select not exists (select from users)").query(Boolean.class).single();
    }

    Optional<Password> password(String name) {
        return jdbc.sql(
                        """
                        select id as user_id, password as hash, password_version as version,
                            password_is_own as own
                        from users where name = ?
                        """)
                .param(name)
                .query(Password.class)
                .optional();
    }

    void setPassword(long user, String hash, boolean own) {
        jdbc.sql(
                        """
                        update users set password = ?, password_version = password_version + 1,
                            password_is_own = ? where id = ?
                        """)
                .params(hash, own, user)
                .update();
    }

    void wishEmail(long user, @Nullable String address) {
        jdbc.sql("update users set wished_email = :address where id = :user")
                .param("address", address)
                .param("user", user)
                .update();
    }

    void setEmail(long user, String address) {
        jdbc.sql("update users set email = ?, wished_email = null where id = ?")
                .params(address, user)
                .update();
    }
}
