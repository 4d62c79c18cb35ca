package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome.HostObserved;
import org.jspecify.annotations.Nullable;

/** What a host's answer says of a step whose job was lost. */
sealed interface Resolution {
    /** The host's journal says that it ended well. */
    record Done() implements Resolution {}

    /** The host's journal says that it ended with another exit code. */
    record Failed(String note) implements Resolution {}

    /** It never began, and cannot any more: the host now refuses its fence. */
    record NotRun() implements Resolution {}

    /** Its command is still running; to be asked again. */
    record StillRunning() implements Resolution {}

    /** Nobody can tell but a person who looks. */
    record CannotBeLearned(String note) implements Resolution {}

    /** Of checks: they are looked at again, once nothing of the lost look runs any more. */
    static Resolution ofLook(HostObserved answer) {
        if (!answer.passed()) {
            return new CannotBeLearned(answer.failure());
        }
        return answer.stepUnderWay() ? new StillRunning() : new NotRun();
    }

    /**
     * @param fence under which the step was claimed; null when no agent ever had it
     */
    static Resolution of(String step, @Nullable Long fence, HostObserved answer) {
        if (!answer.passed()) {
            return new CannotBeLearned(answer.failure());
        }
        if (answer.stepUnderWay()) {
            return new StillRunning();
        }
        var last = answer.lastStep();
        if (fence == null || last == null || last.fence() < fence) {
            return new NotRun();
        }
        if (last.fence() > fence) {
            return new CannotBeLearned(
                    "The host has run %s under fence %d since."
                            .formatted(last.step(), last.fence()));
        }
        if (last.exitCode() == null) {
            return new CannotBeLearned(
                    step + " began on the host, was killed, and left no exit code.");
        }
        return last.exitCode() == 0
                ? new Done()
                : new Failed(step + " ended with exit code " + last.exitCode() + ".");
    }
}
