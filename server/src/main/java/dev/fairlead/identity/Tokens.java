package dev.fairlead.identity;

import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** API tokens: for scripts and for git, each with a name, each revocable, none ever shown again. */
@Component
public class Tokens {
    private static final String PREFIX = "fl_";
    private static final int MOST_PER_USER = 50;
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

    /** A token as its owner sees it later. */
    public record Token(long id, String name, Instant created, @Nullable Instant used) {}

    /** A token just made, with the secret that nobody can ask for again. */
    public record Made(long id, String name, String secret) {}

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Tokens(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    static boolean looksLikeOne(String secret) {
        return secret.startsWith(PREFIX);
    }

    @Transactional
    public Made make(User owner, String name) {
        var label = Names.label("name", name);
        if (of(owner).size() >= MOST_PER_USER) {
            throw Problem.conflict("You have 50 tokens, which is the limit. Revoke one first.");
        }
        var secret = PREFIX + Secrets.random();
        var id =
                jdbc.sql(
                                """
                                insert into api_token (user_id, name, hash, created)
                                values (?, ?, ?, ?) on conflict (user_id, name) do nothing
                                returning id
                                """)
                        .params(
                                owner.id(),
                                label,
                                Secrets.hash(secret),
                                Timestamp.from(clock.instant()))
                        .query(Long.class)
                        .optional()
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "name: you have a token \"" + label + "\" already"));
        audit.record(owner.actor(), "token.made", owner.name(), Map.of("token", label));
        return new Made(id, label, secret);
    }

    public List<Token> of(User owner) {
        return jdbc.sql(
                        """
                        select id, name, created, used from api_token
                        where user_id = ? order by name
                        """)
                .param(owner.id())
                .query(Token.class)
                .list();
    }

    /** Revokes one of the owner's tokens; 404 for what is not theirs. */
    @Transactional
    public void revoke(User owner, long id) {
        var name =
                jdbc.sql("delete from api_token where id = ? and user_id = ? returning name")
                        .params(id, owner.id())
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> Problem.notFound("You have no token " + id + "."));
        audit.record(owner.actor(), "token.revoked", owner.name(), Map.of("token", name));
    }

    /** The owner of a token; notes its use, at most once a minute. */
    Optional<User> find(String secret) {
        var hash = Secrets.hash(secret);
        var owner =
                jdbc.sql(
                                """
                                select u.id, u.name, u.display_name, u.email, u.administrator
                                from api_token t join users u on u.id = t.user_id where t.hash = ?
                                """)
                        .param(hash)
                        .query(User.class)
                        .optional();
        owner.ifPresent(_ -> noteUse(hash));
        return owner;
    }

    private void noteUse(byte[] hash) {
        var now = clock.instant();
        jdbc.sql("update api_token set used = ? where hash = ? and (used is null or used < ?)")
                .params(Timestamp.from(now), hash, Timestamp.from(now.minus(USE_IS_NOTED_EVERY)))
                .update();
    }
}
