package dev.fairlead.deploy.web;

import dev.fairlead.deploy.CheckResult;
import dev.fairlead.deploy.Choice;
import dev.fairlead.deploy.Decided;
import dev.fairlead.deploy.Decision;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Readiness;
import dev.fairlead.deploy.Reason;
import dev.fairlead.deploy.Remark;
import dev.fairlead.deploy.Soak;
import dev.fairlead.deploy.Step;
import dev.fairlead.deploy.Strategy;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import dev.fairlead.web.Times;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of one deployment shows.
 *
 * @param table its steps
 * @param play what Ansible does; empty where it does nothing
 * @param queue what comes before it in its environment, and after it
 * @param logged whose log is asked for; null for those of the last steps
 * @param line of the issue that it carries; null for none
 * @param traffic the requests meanwhile; null while nothing was counted
 * @param remarks what had to be put right meanwhile
 * @param decided what people decided meanwhile
 */
public record DeploymentPage(
        Place place,
        Environment environment,
        Deployment deployment,
        @Nullable String requestedBy,
        StepTable table,
        List<Checked> checks,
        PlayTable play,
        Queue queue,
        @Nullable Step logged,
        List<LogLine> log,
        Guide guide,
        @Nullable LineView line,
        String waits,
        @Nullable TrafficPicture traffic,
        List<Remark> remarks,
        List<Decided> decided) {
    /** The part of its address that says whose log is shown. */
    public String logQuery() {
        return logged == null ? "" : "&step=" + logged.id();
    }

    /**
     * An attempt at a step; words is how long it took, or how it stands.
     *
     * @param ahead whether it was given with one that is not over, and so is not begun
     */
    public record Cell(Step step, boolean ahead) {
        Cell(Step step) {
            this(step, false);
        }

        /** Whether it needs a person or went wrong. */
        public boolean troubled() {
            return step.stuck() || state().equals("failed");
        }

        public String state() {
            return ahead ? "waiting" : look(step);
        }

        public String words() {
            var again = step.attempt() > 1 ? ", attempt " + step.attempt() : "";
            return switch (step.state()) {
                case PLANNED -> "";
                case ISSUED -> ahead ? "" : "now" + again;
                case DONE -> step.took().map(Times::spell).orElse("done") + again;
                case FAILED -> "failed" + again;
                case UNKNOWN -> (step.stuck() ? "needs a person" : "unknown") + again;
                case NOT_RUN -> "not run";
                case SKIPPED -> "skipped";
            };
        }
    }

    /**
     * What a check found last.
     *
     * @param soak for how long the checks of its step hold so far; null while they need not
     */
    public record Checked(Step step, CheckResult result, @Nullable Soak soak) {
        public String state() {
            return result.passed() ? "passed" : "failed";
        }

        public String time() {
            var took = Times.spell(result.took());
            return result.looks() == 1 ? took : took + ", " + result.looks() + " looks";
        }
    }

    /**
     * What may be decided, and what it would lead to.
     *
     * @param may who decides here, or why the one who looks may not
     * @param readiness whether the environment could go back; null before anybody looked
     * @param mayLook whether the one who looks at the page may have that looked at now
     * @param takesBack the deployment that this rollback takes back; null for none
     * @param takenBackBy the rollback that takes this one back; null for none
     */
    public record Guide(
            List<Choice> choices,
            Reason may,
            @Nullable Readiness readiness,
            boolean mayLook,
            @Nullable Long takesBack,
            @Nullable Long takenBackBy) {
        /** Whether a person has to say how it goes on. */
        public boolean asks() {
            return choices.stream().anyMatch(one -> one.decision() == Decision.RETRY);
        }

        public static boolean risky(Choice choice) {
            return switch (choice.decision()) {
                case ROLLBACK, STOP, ABORT -> true;
                case PAUSE, RESUME, RETRY, SKIP -> false;
            };
        }
    }

    /** A line of a step's output. */
    public record LogLine(String place, String step, String text) {}

    /** What needs a person or went wrong, but for what the deployment's own note says already. */
    public List<Step> troubles() {
        return table.troubles().stream()
                .filter(step -> step.note().isEmpty() || !deployment.note().contains(step.note()))
                .toList();
    }

    /** What the page shows now; a page that shows something else asks for the change. */
    public String seen() {
        return seen(
                        deployment,
                        table.cells().map(Cell::step).toList(),
                        checks.stream()
                                .map(Checked::soak)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList())
                + play.mark();
    }

    static String seen(Deployment deployment, List<Step> steps, List<Soak> soaks) {
        var all = new StringBuilder(deployment.state().word());
        all.append(deployment.paused())
                .append(deployment.stopping())
                .append(deployment.aborting())
                .append(deployment.note());
        steps.stream()
                .sorted(Comparator.comparingLong(Step::id))
                .forEach(s -> all.append(s.id()).append(s.state()).append(s.stuck()));
        soaks.forEach(one -> all.append(one.step()).append(one.looks()));
        return Integer.toHexString(all.toString().hashCode());
    }

    public String look() {
        return look(deployment.state());
    }

    /** The state in words, with its flags. */
    public String words() {
        if (table.cells().anyMatch(cell -> cell.step().stuck())) {
            return "needs a person";
        }
        if (deployment.paused()) {
            return "paused" + by(Decision.PAUSE);
        }
        if (deployment.aborting() && !deployment.state().isTerminal()) {
            return "being aborted" + by(Decision.ABORT);
        }
        if (deployment.stopping() && !deployment.state().isTerminal()) {
            return "stopping" + by(Decision.STOP);
        }
        if (deployment.state() != Deployment.State.RUNNING) {
            return deployment.state().word();
        }
        if (environment.definition().ansible() != null) {
            return "Ansible at work";
        }
        return strategy() + ", " + table.through() + " of " + table.rows().count() + " hosts";
    }

    /** Who decided it last; a rollback stops what it takes back. */
    private String by(Decision decision) {
        return decided.stream()
                .filter(one ->
                        one.decision() == decision
                                || (decision == Decision.STOP
                                        && one.decision() == Decision.ROLLBACK))
                .reduce((_, later) -> later)
                .map(one -> " by " + one.byName())
                .orElse("");
    }

    private String strategy() {
        return environment.definition().strategy().kind() == Strategy.Kind.ROLLING
                ? "rolling"
                : "under way";
    }

    public String rolling() {
        var definition = environment.definition();
        if (definition.ansible() != null) {
            return "by " + definition.ansible().playbook();
        }
        var strategy = definition.strategy().words();
        return definition.hosts().stream().noneMatch(definition::pooled)
                ? strategy
                : strategy + ", drain up to " + definition.drain().timeout().toSeconds() + " s";
    }

    public static String length(Soak soak) {
        return Times.spell(soak.length());
    }

    static String look(Deployment.State state) {
        return switch (state) {
            case WAITING -> "waiting";
            case RUNNING -> "running";
            case VERIFIED -> "passed";
            case FAILED -> "failed";
            case STOPPED -> "blocked";
        };
    }

    static String look(Step step) {
        return switch (step.state()) {
            case PLANNED, NOT_RUN -> "waiting";
            case SKIPPED -> "skipped";
            case ISSUED -> "running";
            case DONE -> "passed";
            case FAILED -> "failed";
            case UNKNOWN -> step.stuck() ? "blocked" : "running";
        };
    }
}
