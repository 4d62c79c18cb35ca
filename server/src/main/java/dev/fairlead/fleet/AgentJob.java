package dev.fairlead.fleet;

import dev.fairlead.protocol.JobSpec;
import org.jspecify.annotations.Nullable;

/**
 * A job as the page of its agent shows it.
 *
 * @param what what it did, in words
 * @param url where to read more; null for a job that has no page
 * @param step what it does now; null when it has not said
 */
public record AgentJob(Job job, String what, @Nullable String url, @Nullable String step) {
    static AgentJob of(Job job, JobSpec spec, @Nullable String step) {
        return new AgentJob(job, what(spec), url(spec), step);
    }

    private static String what(JobSpec spec) {
        return switch (spec) {
            case JobSpec.RunBuild build ->
                    "build %s of %s, job %s"
                            .formatted(
                                    of(build, "FAIRLEAD_BUILD"),
                                    of(build, "FAIRLEAD_REPOSITORY"),
                                    of(build, "FAIRLEAD_JOB"));
            case JobSpec.RunHostStep step -> "step %s on %s".formatted(step.name(), step.host());
            case JobSpec.ObserveHost asked -> "a question to " + asked.host();
            case JobSpec.MoveServer move -> "balancer of " + move.host();
            case JobSpec.TryHost trial -> "trial of " + trial.host();
            case JobSpec.RunPlay play -> "playbook " + play.play().playbook();
            case JobSpec.CheckHost looks ->
                    "checks: "
                            + looks.name()
                            + (looks.host().isEmpty() ? "" : " on " + looks.host());
            case JobSpec.LookAtBalancers look -> "look at the balancers of " + look.of();
        };
    }

    private static @Nullable String url(JobSpec spec) {
        return spec instanceof JobSpec.RunBuild build && build.environment().containsKey("CI")
                ? "/builds/" + of(build, "FAIRLEAD_BUILD")
                : null;
    }

    private static String of(JobSpec.RunBuild build, String variable) {
        return build.environment().getOrDefault(variable, "?");
    }
}
