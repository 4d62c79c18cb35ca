package dev.fairlead.deploy;

import dev.fairlead.deploy.Strategy.Pause;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What steers a deployment besides its journal: what people said, what its environment's strategy
 * allows, and which hosts are out of their pools now.
 *
 * @param paused no other turn begins until a person resumes it
 * @param sets whether one of two sets of hosts takes over from the other
 * @param maxFailed how many hosts may fail before nothing more is begun
 * @param floor how many servers must stay in their pools
 * @param pooled the hosts that a balancer sends requests to
 * @param out those of them that are out of their pools now
 * @param outBefore those that were out when the deployment began
 * @param pause between batches
 * @param letThrough the last batch that a person let begin, where each is asked for
 */
record Course(
        boolean paused,
        Ending ending,
        boolean sets,
        int maxFailed,
        int floor,
        Set<String> pooled,
        Set<String> out,
        Set<String> outBefore,
        Pause pause,
        int letThrough,
        Instant now) {
    /** Whether a person has it end before all hosts are through. */
    enum Ending {
        NONE,
        /** When the hosts under way are through. */
        STOPPING,
        /** As soon as no host is left in between. */
        ABORTING
    }

    static final Course USUAL =
            new Course(
                    false,
                    Ending.NONE,
                    false,
                    0,
                    0,
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Pause.NONE,
                    1,
                    Instant.EPOCH);

    /**
     * @param parked the hosts of the environment that are out of their pools now
     */
    static Course of(
            Deployment deployment,
            Definition definition,
            Set<String> parked,
            DeploymentStore.Standing standing) {
        var strategy = definition.strategy();
        var pooled = new HashSet<String>();
        definition.hosts().stream()
                .filter(definition::pooled)
                .forEach(host -> pooled.add(host.name()));
        var out = new HashSet<>(parked);
        out.retainAll(pooled);
        return new Course(
                deployment.paused(),
                deployment.aborting()
                        ? Ending.ABORTING
                        : deployment.stopping() ? Ending.STOPPING : Ending.NONE,
                strategy.kind() == Strategy.Kind.BLUE_GREEN,
                strategy.maxFailed(),
                strategy.floor() == null ? 0 : strategy.floor().atLeastOf(pooled.size()),
                Set.copyOf(pooled),
                Set.copyOf(out),
                standing.outBefore(),
                strategy.pause(),
                standing.letThrough(),
                standing.now());
    }

    /** The same once hosts have left their pools, and others are back. */
    Course moved(Set<String> left, Set<String> back) {
        var then = new HashSet<>(out);
        then.addAll(left);
        then.retainAll(pooled);
        then.removeAll(back);
        return new Course(
                paused,
                ending,
                sets,
                maxFailed,
                floor,
                pooled,
                Set.copyOf(then),
                outBefore,
                pause,
                letThrough,
                now);
    }

    /** Whether another of the servers may leave when these are out. */
    boolean mayLeave(Set<String> alreadyOut, String host) {
        return !pooled.contains(host)
                || alreadyOut.contains(host)
                || pooled.size() - alreadyOut.size() - 1 >= floor;
    }
}
