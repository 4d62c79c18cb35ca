package dev.fairlead.identity;

import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * API tokens: for scripts and for git, each with a name and a scope, each revocable, none ever
 * shown again.
 */
@Component
public class Tokens {
    private static final String PREFIX = "fl_";
    private static final int MOST_PER_USER = 50;
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(5 * 366);

    /**
     * A token as its owner sees it later.
     *
     * @param project the key of the only project it is for; null for every one
     * @param expires null for never
     */
    public record Token(
            long id,
            String name,
            Role role,
            @Nullable String project,
            Instant created,
            @Nullable Instant used,
            @Nullable Instant expires) {
        /** Whether it has expired: it proves nothing any more. */
        public boolean expired(Instant now) {
            return expires != null && !expires.isAfter(now);
        }
    }

    /**
     * What a new token shall be.
     *
     * @param project the key of the only project that it is for; null for every one
     * @param validity how long it counts; null for ever
     */
    public record Wish(
            String name, Role role, @Nullable String project, @Nullable Duration validity) {
        /** All that its owner may, for ever. */
        public static Wish whole(String name) {
            return new Wish(name, Role.ADMINISTER, null, null);
        }
    }

    /** A token just made, with the secret that nobody can ask for again. */
    public record Made(long id, String name, String secret) {}

    private final JdbcClient jdbc;
    private final ObjectProvider<KnownProjects> projects;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Tokens(
            JdbcClient jdbc,
            ObjectProvider<KnownProjects> projects,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.projects = projects;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    static boolean looksLikeOne(String secret) {
        return secret.startsWith(PREFIX);
    }

    /** Makes a token; who asks with a limited one makes none, or it would be no limit. */
    @Transactional
    public Made make(User owner, Wish wish) {
        access.requireWhole(owner);
        var label = Names.label("name", wish.name());
        if (of(owner).size() >= MOST_PER_USER) {
            throw Problem.conflict("You have 50 tokens, which is the limit. Revoke one first.");
        }
        var expires = wish.validity() == null ? null : expires(wish.validity());
        var secret = PREFIX + Secrets.random();
        var id =
                jdbc.sql(
                                """
                                insert into api_token (user_id, name, hash, created, role,
                                                       project_id, expires)
                                values (:user, :name, :hash, :created, :role,
                                        cast(:project as bigint), :expires)
                                on conflict (user_id, name) do nothing
                                returning id
                                """)
                        .param("user", owner.id())
                        .param("name", label)
                        .param("hash", Secrets.hash(secret))
                        .param("created", Timestamp.from(clock.instant()))
                        .param("role", wish.role().name())
                        .param("project", project(owner, wish))
                        .param("expires", expires == null ? null : Timestamp.from(expires))
                        .query(Long.class)
                        .optional()
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "name: you have a token \"" + label + "\" already"));
        audit.record(
                owner.actor(),
                "token.made",
                owner.name(),
                Map.of(
                        "token",
                        label,
                        "role",
                        wish.role().name().toLowerCase(Locale.ROOT),
                        "project",
                        Objects.requireNonNullElse(wish.project(), "all"),
                        "expires",
                        expires == null ? "never" : expires.toString()));
        return new Made(id, label, secret);
    }

    private @Nullable Long project(User owner, Wish wish) {
        return wish.project() == null
                ? null
                : Long.valueOf(projects.getObject().id(owner, wish.project()));
    }

    private Instant expires(Duration validity) {
        if (!validity.isPositive() || validity.compareTo(LONGEST) > 0) {
            throw Problem.invalid(
                    "validity",
                    "validity: must be more than nothing and at most %d days."
                            .formatted(LONGEST.toDays()));
        }
        return clock.instant().plus(validity);
    }

    public List<Token> of(User owner) {
        var rows =
                jdbc.sql(
                                """
                                select id, name, role, project_id, created, used, expires
                                from api_token where user_id = ? order by name
                                """)
                        .param(owner.id())
                        .query((row, _) -> new Row(row))
                        .list();
        var ids = rows.stream().map(Row::project).filter(Objects::nonNull).toList();
        var keys = ids.isEmpty() ? Map.<Long, String>of() : projects.getObject().keys(ids);
        return rows.stream().map(row -> row.token(keys)).toList();
    }

    /** Revokes one of the owner's tokens; 404 for what is not theirs. */
    @Transactional
    public void revoke(User owner, long id) {
        access.requireWhole(owner);
        var name =
                jdbc.sql("delete from api_token where id = ? and user_id = ? returning name")
                        .params(id, owner.id())
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> Problem.notFound("You have no token " + id + "."));
        audit.record(owner.actor(), "token.revoked", owner.name(), Map.of("token", name));
    }

    /** Whose token it is and what it may; notes its use, at most once a minute. */
    Optional<Proven> find(String secret) {
        var hash = Secrets.hash(secret);
        var proven =
                jdbc.sql(
                                """
                                select u.id, u.name, u.display_name, u.email, u.administrator,
                                    t.role, t.project_id
                                from api_token t join users u on u.id = t.user_id
                                where t.hash = ? and (t.expires is null or t.expires > ?)
                                """)
                        .params(hash, Timestamp.from(clock.instant()))
                        .query(Tokens::proven)
                        .optional();
        proven.ifPresent(_ -> noteUse(hash));
        return proven;
    }

    private static Proven proven(ResultSet row, int number) throws SQLException {
        var owner =
                new User(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("display_name"),
                        row.getString("email"),
                        row.getBoolean("administrator"));
        var scope =
                new Scope(
                        Role.valueOf(row.getString("role")),
                        row.getObject("project_id", Long.class));
        return Proven.of(owner, scope);
    }

    private void noteUse(byte[] hash) {
        var now = clock.instant();
        jdbc.sql("update api_token set used = ? where hash = ? and (used is null or used < ?)")
                .params(Timestamp.from(now), hash, Timestamp.from(now.minus(USE_IS_NOTED_EVERY)))
                .update();
    }

    private record Row(
            long id,
            String name,
            Role role,
            @Nullable Long project,
            Instant created,
            @Nullable Instant used,
            @Nullable Instant expires) {
        private Row(ResultSet row) throws SQLException {
            this(
                    row.getLong("id"),
                    row.getString("name"),
                    Role.valueOf(row.getString("role")),
                    row.getObject("project_id", Long.class),
                    row.getTimestamp("created").toInstant(),
                    instant(row.getTimestamp("used")),
                    instant(row.getTimestamp("expires")));
        }

        private Token token(Map<Long, String> keys) {
            var key = project == null ? null : keys.getOrDefault(project, "?");
            return new Token(id, name, role, key, created, used, expires);
        }

        private static @Nullable Instant instant(@Nullable Timestamp at) {
            return at == null ? null : at.toInstant();
        }
    }
}
