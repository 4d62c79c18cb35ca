package dev.fairlead.build;

import dev.fairlead.build.Plan.Part;
import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a plan from the bytes of a fairlead.yml. Its reference is docs/fairlead.yml. */
final class PlanParser {
    static final int MAX_BYTES = YamlDocument.MAX_BYTES;
    private static final int MAX_STEPS = 50;
    private static final int MAX_GLOBS = 50;
    private static final int MAX_RUN = 10_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_GLOB = 200;
    private static final int DEFAULT_TIMEOUT = 60;
    private static final int MAX_TIMEOUT = 24 * 60;

    private PlanParser() {}

    static Plan parse(byte[] file) {
        var text = text(file);
        var root =
                YamlDocument.read(text)
                        .orElseThrow(() -> new PlanError("is empty; it needs build: with steps:"));
        var keys = YamlMapping.of(root, "fairlead.yml", "build", "release");
        var build = keys.get("build").map(node -> part(node, "build"));
        var release = keys.get("release").map(node -> part(node, "release"));
        return new Plan(
                build.or(() -> release).orElseThrow(() -> missing(root)),
                release.or(() -> build).orElseThrow(() -> missing(root)));
    }

    private static PlanError missing(Node root) {
        return new PlanError(root.getStartMark(), "needs build: with steps:");
    }

    private static String text(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new PlanError(
                    "is " + file.length + " bytes long; the limit is " + MAX_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException _) {
            throw new PlanError("is not UTF-8 text");
        }
    }

    private static Part part(Node node, String name) {
        var keys = YamlMapping.of(node, name, "steps", "tests", "artifacts", "timeout");
        var steps =
                keys.get("steps")
                        .orElseThrow(
                                () -> new PlanError(node.getStartMark(), name + " needs steps:"));
        return new Part(
                steps(steps, name),
                globs(keys.get("tests"), "tests"),
                globs(keys.get("artifacts"), "artifacts"),
                keys.get("timeout")
                        .map(minutes -> YamlScalars.number(minutes, "timeout", 1, MAX_TIMEOUT))
                        .orElse(DEFAULT_TIMEOUT));
    }

    private static List<Step> steps(Node node, String part) {
        var steps =
                YamlScalars.list(node, "steps", MAX_STEPS).stream().map(PlanParser::step).toList();
        if (steps.isEmpty()) {
            throw new PlanError(node.getStartMark(), part + " needs at least one step");
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
        return node.map(YamlScalars.each(name, MAX_GLOBS, PlanParser::glob)).orElse(List.of());
    }

    /** Agents check again where the files are; here the person who wrote it learns the line. */
    private static String glob(Node node) {
        var glob = YamlScalars.text(node, "a glob", MAX_GLOB);
        if (glob.startsWith("/") || List.of(glob.split("/", -1)).contains("..")) {
            throw new PlanError(
                    node.getStartMark(),
                    "a glob names files below the workspace, found '" + glob + "'");
        }
        return glob;
    }
}
