package dev.fairlead.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may run a job, and when its turn is.
 *
 * @param agent the one agent that may run it; null for any of the pool
 * @param priority higher goes first; deployments 20, releases 10, builds 0
 * @param project for which it is done: of equal priority, those of the project that has the fewest
 *     running go first; {@link #NO_PROJECT} where it does not matter
 * @param labels what its agent must have, each a label or a tool
 * @param purpose as {@link Job#purpose()}
 */
public record Demand(
        String pool,
        @Nullable String agent,
        int priority,
        long project,
        List<String> labels,
        String purpose) {
    static final long NO_PROJECT = 0;

    /** In a row of its own, so that equal demands are equal rows. */
    public Demand {
        labels = labels.stream().distinct().sorted().toList();
    }

    /** For a project. */
    public Demand(
            String pool, @Nullable String agent, int priority, long project, List<String> labels) {
        this(pool, agent, priority, project, labels, "");
    }

    /** The same, by whose purpose its events are known. */
    public Demand by(String word) {
        return new Demand(pool, agent, priority, project, labels, word);
    }

    /** The jobs of no project, as they come. */
    public static Demand of(String pool, @Nullable String agent, int priority) {
        return new Demand(pool, agent, priority, NO_PROJECT, List.of(), "");
    }
}
