package dev.fairlead.deploy;

import java.util.Comparator;

/**
 * A stretch of a deployment: it is over on all hosts before the next one begins. What comes before
 * and after the hosts' turns is a stage for each step and part; the turns of a batch are one.
 *
 * @param batch 0 before and after all batches
 * @param name of its steps, or of the first of them
 */
record Stage(Phase phase, int batch, StepName name, int part) implements Comparable<Stage> {
    /** The three stretches of every deployment. */
    enum Phase {
        BEFORE,
        TURNS,
        AFTER
    }

    private static final Comparator<Stage> ORDER =
            Comparator.comparing(Stage::phase)
                    .thenComparingInt(Stage::batch)
                    .thenComparing(Stage::name)
                    .thenComparingInt(Stage::part);

    static Stage of(Step step) {
        return step.batch() > 0
                ? new Stage(Phase.TURNS, step.batch(), step.name().firstOfStage(), 0)
                : new Stage(early(step.name().phase()), 0, step.name(), step.part());
    }

    /** What belongs into a turn and is in no batch is done before all of them. */
    private static Phase early(Phase phase) {
        return phase == Phase.TURNS ? Phase.BEFORE : phase;
    }

    @Override
    public int compareTo(Stage other) {
        return ORDER.compare(this, other);
    }
}
