package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Deployment;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A deployment's place among those of its environment that are not over.
 *
 * @param ahead those that come before it, the one under way first
 * @param behind those that wait for it
 */
public record Queue(List<Deployment> ahead, List<Deployment> behind) {
    /**
     * As their turns are taken: the one under way, then what takes another one back, then the rest.
     */
    static Queue of(Deployment one, List<Deployment> all, Predicate<Deployment> takesBack) {
        var open =
                all.stream()
                        .filter(other -> !other.state().isTerminal())
                        .sorted(
                                Comparator.comparing(Queue::waits)
                                        .thenComparing(other -> !takesBack.test(other))
                                        .thenComparingLong(Deployment::id))
                        .toList();
        var at = open.stream().map(Deployment::id).toList().indexOf(one.id());
        return at < 0
                ? new Queue(List.of(), List.of())
                : new Queue(open.subList(0, at), open.subList(at + 1, open.size()));
    }

    private static boolean waits(Deployment other) {
        return other.state() == Deployment.State.WAITING;
    }
}
