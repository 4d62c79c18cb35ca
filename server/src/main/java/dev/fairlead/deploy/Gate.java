package dev.fairlead.deploy;

import java.util.Optional;

/** What stands between one batch of hosts and the next: a time, or a person's word. */
final class Gate {
    private Gate() {}

    /** What is to be waited for before the batch begins; empty when it may. */
    static Optional<Action> of(Progress progress, int batch) {
        var course = progress.course();
        if (batch < 2 || progress.begun(batch)) {
            return Optional.empty();
        }
        if (course.pause().asks()) {
            return batch > course.letThrough()
                    ? Optional.of(new Action.Hold(asks(batch, progress.batches())))
                    : Optional.empty();
        }
        return progress.ended(batch)
                .map(ended -> ended.plus(course.pause().time()))
                .filter(course.now()::isBefore)
                .map(Action.Wait::new);
    }

    private static String asks(int batch, int all) {
        return "Batch %d of %d is over. Batch %d waits for a person to resume."
                .formatted(batch - 1, all, batch);
    }
}
