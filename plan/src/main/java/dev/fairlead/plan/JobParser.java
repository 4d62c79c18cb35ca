package dev.fairlead.plan;

import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import dev.fairlead.protocol.JobSpec.RunBuild.Results;
import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one job of a plan. */
final class JobParser {
    private static final int MAX_STEPS = 50;
    private static final int MAX_RUN = 10_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_MANUAL = 200;
    private static final int MAX_AXES = 5;
    private static final int DEFAULT_TIMEOUT = 60;
    private static final int MAX_TIMEOUT = 24 * 60;
    private static final int MAX_RETRIES = 5;

    private JobParser() {}

    /** The only job of a part. */
    static JobPlan only(Node node, String part) {
        return job(YamlMapping.of(node, part, Level.PART), node, JobPlan.ONLY, part);
    }

    /**
     * One of several, its matrix not spread yet.
     *
     * @param axes the values of each axis, by the variable that holds them
     */
    record Named(JobPlan job, Map<String, List<String>> axes) {}

    static Named named(Node node, String name) {
        var called = "job '" + name + "'";
        var keys = YamlMapping.of(node, called, Level.JOB);
        return new Named(job(keys, node, name, called), matrix(keys));
    }

    private static Map<String, List<String>> matrix(YamlMapping keys) {
        var axes = new LinkedHashMap<String, List<String>>();
        keys.get("matrix")
                .ifPresent(matrix ->
                        YamlMapping.named(matrix, "matrix", MAX_AXES)
                                .forEach((axis, values) -> axes.put(axis, axis(axis, values))));
        return axes;
    }

    private static List<String> axis(String axis, Node node) {
        Variables.check(axis, node);
        var values =
                YamlScalars.each(axis, 1_000, value -> YamlScalars.text(value, axis, MAX_NAME))
                        .apply(node);
        if (values.isEmpty()) {
            throw new PlanError(node.getStartMark(), "the matrix has no value for " + axis);
        }
        return values;
    }

    private static JobPlan job(YamlMapping keys, Node node, String name, String called) {
        var steps =
                keys.get("steps")
                        .orElseThrow(
                                () -> new PlanError(node.getStartMark(), called + " needs steps:"));
        return new JobPlan(
                name,
                start(keys),
                new JobPlan.Work(
                        steps(steps, called),
                        keys.get("environment").map(Variables::of).orElse(Map.of()),
                        keys.get("secrets").map(Secrets::of).orElse(Map.of()),
                        keys.get("checkout").map(CheckoutParser::of).orElse(Checkout.ARCHIVE),
                        keys.get("cache").map(CachesParser::of).orElse(List.of())),
                new Results(
                        Globs.of(keys.get("tests"), "tests"),
                        Globs.of(keys.get("coverage"), "coverage"),
                        Globs.of(keys.get("artifacts"), "artifacts")),
                SurroundingsParser.of(keys),
                new JobPlan.Limits(
                        YamlScalars.number(keys, "timeout", 1, MAX_TIMEOUT, DEFAULT_TIMEOUT),
                        YamlScalars.number(keys, "retry", 0, MAX_RETRIES, 0)),
                AgentWishParser.of(keys));
    }

    private static JobPlan.Start start(YamlMapping keys) {
        return new JobPlan.Start(
                keys.get("needs").map(JobParser::needs).orElse(List.of()),
                keys.get("when").map(ConditionParser::of).orElse(Condition.ALWAYS),
                keys.get("manual").flatMap(JobParser::manual).orElse(null));
    }

    /** A text is true, and says so to the person. */
    private static Optional<String> manual(Node node) {
        var text = YamlScalars.text(node, "manual", MAX_MANUAL);
        return switch (text) {
            case "true" -> Optional.of("");
            case "false" -> Optional.empty();
            default -> Optional.of(text);
        };
    }

    private static List<String> needs(Node node) {
        return YamlScalars.each(
                        "needs",
                        JobsParser.MAX_JOBS,
                        value -> YamlScalars.text(value, "needs", MAX_NAME))
                .apply(node);
    }

    private static List<Step> steps(Node node, String called) {
        var steps =
                YamlScalars.list(node, "steps", MAX_STEPS).stream().map(JobParser::step).toList();
        if (steps.isEmpty()) {
            throw new PlanError(node.getStartMark(), called + " needs at least one step");
        }
        return steps;
    }

    private static Step step(Node node) {
        var keys = YamlMapping.of(node, "a step", Level.STEP);
        var run =
                keys.get("run")
                        .map(value -> YamlScalars.text(value, "run", MAX_RUN))
                        .orElseThrow(() -> new PlanError(node.getStartMark(), "a step needs run:"));
        var name = keys.get("name").map(value -> YamlScalars.text(value, "name", MAX_NAME));
        return new Step(name.orElseGet(() -> nameOf(run)), run);
    }

    /** A step without a name is called by the first line of what it runs. */
    private static String nameOf(String run) {
        var line = run.strip().lines().findFirst().orElse(run);
        return line.length() <= 60 ? line : line.substring(0, 59) + "…";
    }
}
