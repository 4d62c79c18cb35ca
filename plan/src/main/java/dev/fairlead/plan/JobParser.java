package dev.fairlead.plan;

import dev.fairlead.protocol.JobSpec.RunBuild.Results;
import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import dev.fairlead.protocol.JobSpec.RunBuild.Surroundings;
import dev.fairlead.protocol.Labels;
import dev.fairlead.protocol.PoolName;
import java.nio.file.FileSystems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one job of a plan. */
final class JobParser {
    private static final List<String> KEYS =
            List.of(
                    "steps",
                    "tests",
                    "artifacts",
                    "timeout",
                    "retry",
                    "environment",
                    "network",
                    "when",
                    "labels",
                    "pool");
    private static final String[] ONLY_KEYS = and("jobs");
    private static final String[] NAMED_KEYS = and("needs", "matrix");
    private static final int MAX_STEPS = 50;
    private static final int MAX_GLOBS = 50;
    private static final int MAX_RUN = 10_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_GLOB = 200;
    private static final int MAX_VARIABLES = 100;
    private static final int MAX_VALUE = 4_000;
    private static final int MAX_AXES = 5;
    private static final int DEFAULT_TIMEOUT = 60;
    private static final int MAX_TIMEOUT = 24 * 60;
    private static final int MAX_RETRIES = 5;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private JobParser() {}

    private static String[] and(String... first) {
        return Stream.concat(Stream.of(first), KEYS.stream()).toArray(String[]::new);
    }

    /** The only job of a part. */
    static JobPlan only(Node node, String part) {
        return job(YamlMapping.of(node, part, ONLY_KEYS), node, JobPlan.ONLY, part);
    }

    /**
     * One of several, its matrix not spread yet.
     *
     * @param axes the values of each axis, by the variable that holds them
     */
    record Named(JobPlan job, Map<String, List<String>> axes) {}

    static Named named(Node node, String name) {
        var called = "job '" + name + "'";
        var keys = YamlMapping.of(node, called, NAMED_KEYS);
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
        variable(axis, node);
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
                        keys.get("environment").map(JobParser::environment).orElse(Map.of())),
                new Results(
                        globs(keys.get("tests"), "tests"),
                        globs(keys.get("artifacts"), "artifacts")),
                new Surroundings(keys.get("network").map(JobParser::network).orElse(true)),
                new JobPlan.Limits(
                        number(keys, "timeout", 1, MAX_TIMEOUT, DEFAULT_TIMEOUT),
                        number(keys, "retry", 0, MAX_RETRIES, 0)),
                agents(keys.get("pool"), keys.get("labels")));
    }

    private static JobPlan.Start start(YamlMapping keys) {
        return new JobPlan.Start(
                keys.get("needs").map(JobParser::needs).orElse(List.of()),
                keys.get("when").map(JobParser::condition).orElse(Condition.ALWAYS));
    }

    /** Whether the project may use the pool is not for a file to say; a build finds out. */
    private static AgentWish agents(Optional<Node> pool, Optional<Node> labels) {
        return new AgentWish(
                pool.map(JobParser::pool).orElse(PoolName.BUILDS),
                pool.flatMap(Node::getStartMark).map(PlanError::at).orElse(""),
                labels.map(JobParser::labels).orElse(List.of()));
    }

    private static String pool(Node node) {
        var pool = YamlScalars.text(node, "pool", MAX_NAME);
        if (!PoolName.isName(pool)) {
            throw new PlanError(
                    node.getStartMark(),
                    "a pool's name is small letters, digits and dashes and begins with a letter,"
                            + " found '"
                            + pool
                            + "'");
        }
        return pool;
    }

    private static int number(YamlMapping keys, String key, int from, int to, int otherwise) {
        return keys.get(key)
                .map(value -> YamlScalars.number(value, key, from, to))
                .orElse(otherwise);
    }

    private static List<String> needs(Node node) {
        return YamlScalars.each(
                        "needs",
                        JobsParser.MAX_JOBS,
                        value -> YamlScalars.text(value, "needs", MAX_NAME))
                .apply(node);
    }

    private static List<String> labels(Node node) {
        return YamlScalars.each("labels", Labels.MOST, JobParser::label).apply(node);
    }

    private static String label(Node node) {
        var label = YamlScalars.text(node, "a label", MAX_NAME);
        if (!Labels.isLabel(label)) {
            throw new PlanError(
                    node.getStartMark(), "a label " + Labels.RULE + ", found '" + label + "'");
        }
        return label;
    }

    private static Condition condition(Node node) {
        var keys = YamlMapping.of(node, "when", "branches", "paths");
        return new Condition(
                globs(keys.get("branches"), "branches"), globs(keys.get("paths"), "paths"));
    }

    private static boolean network(Node node) {
        var value = YamlScalars.text(node, "network", MAX_NAME);
        return switch (value) {
            case "none" -> false;
            case "shared" -> true;
            default ->
                    throw new PlanError(
                            node.getStartMark(),
                            "network is none or shared, found '" + value + "'");
        };
    }

    private static Map<String, String> environment(Node node) {
        var environment = new LinkedHashMap<String, String>();
        YamlMapping.named(node, "environment", MAX_VARIABLES)
                .forEach((name, value) -> {
                    variable(name, value);
                    environment.put(name, YamlScalars.text(value, name, MAX_VALUE));
                });
        return environment;
    }

    /** What Fairlead says itself cannot be said otherwise. */
    private static void variable(String name, Node node) {
        if (!VARIABLE.matcher(name).matches() || name.startsWith("FAIRLEAD_")) {
            throw new PlanError(
                    node.getStartMark(),
                    "a variable's name is letters, digits and underscores and does not begin"
                            + " with FAIRLEAD_, found '"
                            + name
                            + "'");
        }
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
        var keys = YamlMapping.of(node, "a step", "run", "name");
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

    private static List<String> globs(Optional<Node> node, String name) {
        return node.map(YamlScalars.each(name, MAX_GLOBS, JobParser::glob)).orElse(List.of());
    }

    /** Agents check again where the files are; here the person who wrote it learns the line. */
    private static String glob(Node node) {
        var glob = YamlScalars.text(node, "a glob", MAX_GLOB);
        if (glob.startsWith("/") || List.of(glob.split("/", -1)).contains("..")) {
            throw new PlanError(
                    node.getStartMark(),
                    "a glob names files below the workspace, found '" + glob + "'");
        }
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException _) {
            throw new PlanError(node.getStartMark(), "'" + glob + "' is no glob");
        }
        return glob;
    }
}
