package dev.fairlead.fleet;

import dev.fairlead.identity.Secrets;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Registration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether an agent may register under its name, with the token that it carries. */
@Component
class Identities {
    private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final AgentStore agents;

    Identities(AgentStore agents) {
        this.agents = agents;
    }

    /** What is kept of an agent's identity. */
    record Known(long id, String name, AgentState state, @Nullable String sha256) {}

    /**
     * Lets an agent pass that carries its pool's token: one whose name is new, or was removed, or
     * that proves by the same identity that it is the one of this name.
     *
     * @return the SHA-256 of its identity; null for an older agent, which has none
     */
    @Nullable String byPoolToken(String pool, Registration said) {
        var sha256 = sha256(said);
        var known = agents.lockKnown(pool, said.name()).orElse(null);
        if (sha256 != null && agents.byIdentity(sha256).filter(id -> !is(known, id)).isPresent()) {
            throw Problem.conflict(
                    "The identity in this work folder belongs to another agent. Each agent needs a"
                            + " work folder of its own.");
        }
        if (known == null || known.sha256() == null) {
            return sha256;
        }
        var isSame = known.sha256().equals(sha256);
        if (known.state() == AgentState.REMOVED && isSame) {
            throw removed(known);
        }
        if (known.state() != AgentState.REMOVED && !isSame) {
            throw Problem.conflict(
                    "Pool %s has an agent %s, with an identity of its own in its work folder. Start it on that folder, choose another --name, or have an administrator remove it first (/agents/%d)."
                            .formatted(pool, known.name(), known.id()));
        }
        return sha256;
    }

    /**
     * Lets an agent pass that carries its identity.
     *
     * @return the SHA-256 of it
     */
    @Nullable String byIdentity(long agent, Registration said) {
        var known = agents.lockKnown(agent).orElseThrow();
        if (known.state() == AgentState.REMOVED) {
            throw removed(known);
        }
        if (!known.name().equals(said.name())) {
            throw Problem.conflict(
                    "The identity in this work folder is that of agent %s, which calls itself %s now. Start it with --name %s, or on another work folder."
                            .formatted(known.name(), said.name(), known.name()));
        }
        return known.sha256();
    }

    private static boolean is(@Nullable Known known, long id) {
        return known != null && known.id() == id;
    }

    private static Problem removed(Known known) {
        return Problem.forbidden(
                "Agent %s was removed by an administrator. To let it come back, delete the file identity in its work folder and start it with its pool's token."
                        .formatted(known.name()));
    }

    private static @Nullable String sha256(Registration said) {
        var identity = said.identity();
        if (identity == null) {
            return null;
        }
        if (!IDENTITY.matcher(identity).matches()) {
            throw Problem.invalid(
                    "identity", "An identity is 43 letters, digits, dashes and underscores.");
        }
        return Secrets.sha256(identity);
    }
}
