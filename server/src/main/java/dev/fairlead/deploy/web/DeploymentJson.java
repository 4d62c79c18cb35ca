package dev.fairlead.deploy.web;

import dev.fairlead.deploy.CheckResult;
import dev.fairlead.deploy.Choice;
import dev.fairlead.deploy.Decided;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Remark;
import dev.fairlead.deploy.Step;
import dev.fairlead.deploy.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as scripts read it.
 *
 * @param needsPerson what a person has to know and decide; empty while nobody is needed
 * @param choices what may be decided now, whether by the one who asks, and what would follow
 * @param takesBack the deployment that this rollback takes back
 * @param takenBackBy the rollback that takes this one back
 * @param traffic the requests while it ran; null while nothing was counted
 * @param remarks what had to be put right meanwhile
 * @param decided what people decided meanwhile
 */
record DeploymentJson(
        long id,
        String project,
        String environment,
        int environmentVersion,
        String repository,
        String version,
        String artifact,
        String sha256,
        String cause,
        String state,
        boolean paused,
        boolean stopping,
        boolean aborting,
        String needsPerson,
        String note,
        List<String> reasons,
        @Nullable String requestedBy,
        Instant requested,
        @Nullable Instant started,
        @Nullable Instant finished,
        List<StepJson> steps,
        List<CheckJson> checks,
        List<ChoiceJson> choices,
        @Nullable Long takesBack,
        @Nullable Long takenBackBy,
        @Nullable TrafficJson traffic,
        List<Remark> remarks,
        List<DecidedJson> decided,
        String url) {
    /**
     * One attempt at one step; host is empty for what is of the whole deployment or of a batch, and
     * batch 0 for what comes before and after all batches.
     *
     * @param ahead whether it was issued with one of its host that is not over, and is not begun
     */
    record StepJson(
            String host,
            int batch,
            String step,
            int part,
            int attempt,
            String state,
            boolean ahead,
            @Nullable Long fence,
            @Nullable Long job,
            String note,
            boolean needsPerson,
            @Nullable Integer sessions,
            @Nullable Instant issued,
            @Nullable Instant finished,
            @Nullable Long millis) {
        static StepJson of(Step step, List<Step> attempts) {
            return new StepJson(
                    step.host(),
                    step.batch(),
                    step.name().word(),
                    step.part(),
                    step.attempt(),
                    step.state().word(),
                    step.isAhead(attempts),
                    step.fence(),
                    step.job(),
                    step.note(),
                    step.stuck(),
                    step.sessions(),
                    step.issued(),
                    step.finished(),
                    step.took().map(Duration::toMillis).orElse(null));
        }
    }

    /** What a check found when it was looked at last. */
    record CheckJson(
            String host,
            String step,
            String name,
            String rule,
            String found,
            boolean passed,
            int looks,
            long millis,
            Instant at) {
        static CheckJson of(Step step, CheckResult result) {
            return new CheckJson(
                    step.host(),
                    step.name().word(),
                    result.name(),
                    result.rule(),
                    result.found(),
                    result.passed(),
                    result.looks(),
                    result.took().toMillis(),
                    result.at());
        }
    }

    /** The requests meanwhile, as the balancers counted them. */
    record TrafficJson(long served, long failed, long retries, long restarts) {
        static TrafficJson of(Traffic traffic) {
            return new TrafficJson(
                    traffic.served(), traffic.failed(), traffic.retries(), traffic.restarts());
        }
    }

    /** One thing that may be decided. */
    record ChoiceJson(
            String decision,
            @Nullable String host,
            String sentence,
            String follows,
            boolean mine,
            String who) {
        static ChoiceJson of(Choice choice) {
            return new ChoiceJson(
                    choice.decision().word(),
                    choice.host(),
                    choice.sentence(),
                    choice.follows(),
                    choice.mine(),
                    choice.who());
        }
    }

    /** What somebody decided; host is empty for all of the deployment. */
    record DecidedJson(Instant at, String by, String decision, String host) {
        static DecidedJson of(Decided decided) {
            return new DecidedJson(
                    decided.at(), decided.by(), decided.decision().word(), decided.host());
        }
    }

    static DeploymentJson of(
            Deployment deployment,
            Environment environment,
            String projectKey,
            @Nullable String requestedBy,
            List<Step> steps,
            List<CheckResult> checks,
            List<Choice> choices,
            @Nullable Long takesBack,
            @Nullable Long takenBackBy,
            Optional<Traffic> traffic,
            List<Remark> remarks,
            List<Decided> decided) {
        return new DeploymentJson(
                deployment.id(),
                projectKey,
                environment.name(),
                deployment.environmentVersion(),
                environment.definition().repository(),
                deployment.version(),
                deployment.artifact(),
                deployment.sha256(),
                deployment.cause().word(),
                deployment.state().word(),
                deployment.paused(),
                deployment.stopping(),
                deployment.aborting(),
                needsPerson(steps),
                deployment.note(),
                deployment.reasons(),
                requestedBy,
                deployment.requested(),
                deployment.started(),
                deployment.finished(),
                steps.stream().map(step -> StepJson.of(step, steps)).toList(),
                checks(steps, checks),
                choices.stream().map(ChoiceJson::of).toList(),
                takesBack,
                takenBackBy,
                traffic.map(TrafficJson::of).orElse(null),
                remarks,
                decided.stream().map(DecidedJson::of).toList(),
                deployment.url());
    }

    private static List<CheckJson> checks(List<Step> steps, List<CheckResult> checks) {
        return checks.stream()
                .map(one ->
                        CheckJson.of(
                                steps.stream()
                                        .filter(step -> step.id() == one.step())
                                        .findFirst()
                                        .orElseThrow(),
                                one))
                .toList();
    }

    private static String needsPerson(List<Step> steps) {
        return steps.stream()
                .filter(Step::stuck)
                .map(step -> step.name().word() + " on " + step.place() + ": " + step.note())
                .findFirst()
                .orElse("");
    }
}
