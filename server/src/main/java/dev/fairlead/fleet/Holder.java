package dev.fairlead.fleet;

import dev.fairlead.audit.Actor;
import java.util.List;

/**
 * The agent that speaks, as its token and session prove it.
 *
 * @param builds whether it said that it runs builds
 * @param offers its labels and tools
 */
public record Holder(long agent, String name, String pool, boolean builds, List<String> offers) {
    /** Whether its pool's jobs are what it runs. */
    boolean mayClaim() {
        return builds || pool.equals(Jobs.DEPLOY_POOL);
    }

    Actor actor() {
        return new Actor(null, "agent " + pool + "/" + name);
    }
}
