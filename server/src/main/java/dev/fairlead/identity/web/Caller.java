package dev.fairlead.identity.web;

import dev.fairlead.identity.Session;
import dev.fairlead.identity.User;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Who made this request, and whether the browser added the proof by itself (a cookie). */
final class Caller extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;
    static final String USER = "user";
    static final String AGENT = "agent";

    /** The {@link User}, or the name of the pool that an agent works for. */
    private final transient Object who;

    private final boolean byCookie;
    private final @Nullable String lentBy;

    private Caller(Object who, String authority, boolean byCookie, @Nullable String lentBy) {
        super(List.of(new SimpleGrantedAuthority(authority)));
        this.who = who;
        this.byCookie = byCookie;
        this.lentBy = lentBy;
        setAuthenticated(true);
    }

    static Caller byCookie(Session session) {
        return new Caller(session.user(), USER, true, session.lentBy());
    }

    static Caller byHeader(User user) {
        return new Caller(user, USER, false, null);
    }

    static Caller agent(String pool) {
        return new Caller(pool, AGENT, false, null);
    }

    boolean isByCookie() {
        return byCookie;
    }

    /** Who lent this log-in, which may thus only look; null for one's own. */
    @Nullable String lentBy() {
        return lentBy;
    }

    @Override
    public Object getPrincipal() {
        return who;
    }

    /** The name of the user or of the pool: what the container calls the remote user. */
    @Override
    public String getName() {
        return who instanceof User user ? user.name() : who.toString();
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller
                && caller.who.equals(who)
                && caller.byCookie == byCookie
                && Objects.equals(caller.lentBy, lentBy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(who, byCookie, lentBy);
    }
}
