package dev.fairlead.deploy;

import dev.fairlead.deploy.Task.Puppet;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.Outcome.HostStepRan;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Says how a task ended, as the tool that it ran says it. */
@Component
class TaskEnds {
    private final Jobs jobs;

    TaskEnds(Jobs jobs) {
        this.jobs = jobs;
    }

    /** What went wrong, in sentences, or else what was done. */
    record Told(String failure, String note) {}

    Told of(Task task, Step step, HostStepRan ran) {
        var name = task.name() + " on " + step.place();
        if (ran.exitCode() >= 0
                && ran.exitCode() != 124
                && task.work() instanceof Puppet(_, boolean noop)) {
            var job = Objects.requireNonNull(step.job());
            var end = jobs.log(job, -PuppetSummary.LINES, PuppetSummary.LINES).lines();
            var told = PuppetSummary.of(ran.exitCode(), noop, end);
            return new Told(
                    told.failure().isEmpty() ? "" : name + ": " + told.failure(), told.note());
        }
        return ran.failure().isEmpty()
                ? new Told("", task.name())
                : new Told(task.name() + ": " + ran.failure(), "");
    }
}
