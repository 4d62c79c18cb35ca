package dev.fairlead.fleet;

import dev.fairlead.audit.Actor;
import dev.fairlead.protocol.Protocol;
import java.util.List;

/**
 * The agent that speaks, as its token and session prove it.
 *
 * @param builds whether it said that it runs builds
 * @param offers its labels and tools
 * @param errand whether it was started for one job and may run no other
 * @param protocol the version of it that the agent speaks
 */
public record Holder(
        long agent,
        String name,
        String pool,
        boolean builds,
        List<String> offers,
        boolean errand,
        int protocol) {
    /** Whether its pool's jobs are what it runs. */
    boolean mayClaim() {
        return builds || pool.equals(Jobs.DEPLOY_POOL);
    }

    /** Whether it knows what to do with jobs that follow the one it claims. */
    boolean takesFollowers() {
        return protocol >= Protocol.FOLLOWING;
    }

    /** Which agent a job must want for this one to run it; an empty word for any. */
    String[] wanted() {
        return errand ? new String[] {name} : new String[] {"", name};
    }

    Actor actor() {
        return new Actor(null, "agent " + pool + "/" + name);
    }
}
