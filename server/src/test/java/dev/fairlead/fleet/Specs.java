package dev.fairlead.fleet;

import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.RunBuild;
import java.util.List;
import java.util.Map;

/** Builds as tests want them. */
final class Specs {
    static final Provision SOURCE = Provision.source(1, "0123456789".repeat(4));

    private Specs() {}

    static JobSpec build(String... commands) {
        return build(List.of(), List.of(), 1L << 20, commands);
    }

    static JobSpec build(
            List<String> tests, List<String> artifacts, long logLimit, String... commands) {
        var steps =
                java.util.Arrays.stream(commands).map(run -> new RunBuild.Step(run, run)).toList();
        return build(
                steps,
                Map.of(),
                new RunBuild.Results(tests, List.of("lcov.info"), artifacts),
                logLimit);
    }

    /** A job that keeps these files, and whose steps and log are bounded so. */
    static RunBuild bounded(
            List<String> artifacts, int timeoutSeconds, Bounds bounds, String... commands) {
        var steps =
                java.util.Arrays.stream(commands).map(run -> new RunBuild.Step("x", run)).toList();
        return new RunBuild(
                steps,
                Map.of(),
                RunBuild.Checkout.ARCHIVE,
                List.of(),
                new RunBuild.Results(List.of(), List.of(), artifacts),
                new RunBuild.Caches("1/branch/main", null),
                new RunBuild.Surroundings(true, bounds, null, List.of()),
                new RunBuild.Limits(timeoutSeconds, 1 << 20));
    }

    /** The same with other variables and surroundings. */
    static RunBuild with(
            RunBuild spec, Map<String, String> environment, RunBuild.Surroundings surroundings) {
        return new RunBuild(
                spec.steps(),
                environment,
                spec.checkout(),
                spec.inputs(),
                spec.results(),
                spec.caches(),
                surroundings,
                spec.limits());
    }

    /** One command that sees variables which its plan chose. */
    static JobSpec build(Map<String, String> environment, String command) {
        var steps = List.of(new RunBuild.Step(command, command));
        return build(steps, environment, RunBuild.Results.NONE, 1L << 20);
    }

    /** One command in a workspace that begins empty. */
    static JobSpec withoutCheckout(String command) {
        return new RunBuild(
                List.of(new RunBuild.Step(command, command)),
                Map.of(),
                RunBuild.Checkout.NONE,
                List.of(),
                RunBuild.Results.NONE,
                new RunBuild.Caches("1/branch/main", null),
                RunBuild.Surroundings.USUAL,
                new RunBuild.Limits(60, 1L << 20));
    }

    /** One command of a branch, or of what was reviewed, that keeps a folder under a key. */
    static JobSpec keeping(boolean reviewed, RunBuild.Kept kept, String command) {
        return new RunBuild(
                List.of(new RunBuild.Step("x", command)),
                Map.of(),
                RunBuild.Checkout.ARCHIVE,
                List.of(),
                RunBuild.Results.NONE,
                reviewed
                        ? new RunBuild.Caches("2/protected", null, List.of(kept))
                        : new RunBuild.Caches("2/branch/x", "2/protected", List.of(kept)),
                RunBuild.Surroundings.USUAL,
                new RunBuild.Limits(60, 1L << 20));
    }

    private static JobSpec build(
            List<RunBuild.Step> steps,
            Map<String, String> environment,
            RunBuild.Results results,
            long logLimit) {
        return new RunBuild(
                steps,
                environment,
                RunBuild.Checkout.ARCHIVE,
                List.of(),
                results,
                new RunBuild.Caches("1/branch/main", null),
                RunBuild.Surroundings.USUAL,
                new RunBuild.Limits(60, logLimit));
    }
}
