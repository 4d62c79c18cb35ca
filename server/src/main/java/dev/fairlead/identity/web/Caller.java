package dev.fairlead.identity.web;

import dev.fairlead.identity.AgentTokens;
import dev.fairlead.identity.CallerScope;
import dev.fairlead.identity.Proven;
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
    static final String FETCH = "fetch";

    /**
     * The {@link User}, the agent as an {@link AgentTokens.Carrier}, or the {@link
     * AgentTokens.Fetch} that an agent's git has a ticket for.
     */
    private final transient Object who;

    private final boolean byCookie;
    private final @Nullable String lentBy;
    private final transient CallerScope.@Nullable Limited limited;

    private Caller(
            Object who,
            String authority,
            boolean byCookie,
            @Nullable String lentBy,
            CallerScope.@Nullable Limited limited) {
        super(List.of(new SimpleGrantedAuthority(authority)));
        this.who = who;
        this.byCookie = byCookie;
        this.lentBy = lentBy;
        this.limited = limited;
        setAuthenticated(true);
    }

    static Caller byCookie(Session session) {
        return new Caller(session.user(), USER, true, session.lentBy(), null);
    }

    static Caller byHeader(Proven proven) {
        return new Caller(proven.user(), USER, false, null, proven.limited());
    }

    static Caller agent(AgentTokens.Carrier carrier) {
        return new Caller(carrier, AGENT, false, null, null);
    }

    static Caller fetch(AgentTokens.Fetch fetch) {
        return new Caller(fetch, FETCH, false, null, null);
    }

    boolean isByCookie() {
        return byCookie;
    }

    /** Who lent this log-in, which may thus only look; null for one's own. */
    @Nullable String lentBy() {
        return lentBy;
    }

    /** What a token limits its user to; null for who is not limited. */
    CallerScope.@Nullable Limited limited() {
        return limited;
    }

    @Override
    public Object getPrincipal() {
        return who;
    }

    /**
     * The name of the user, of the pool, or of what is fetched: what the container calls the remote
     * user.
     */
    @Override
    public String getName() {
        return switch (who) {
            case User user -> user.name();
            case AgentTokens.Carrier carrier -> carrier.pool();
            case AgentTokens.Fetch fetch -> "fetch of " + fetch.repository();
            default -> throw new IllegalStateException("This is a bug: a caller is " + who);
        };
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
                && Objects.equals(caller.lentBy, lentBy)
                && Objects.equals(caller.limited, limited);
    }

    @Override
    public int hashCode() {
        return Objects.hash(who, byCookie, lentBy, limited);
    }
}
