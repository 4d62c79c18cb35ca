package dev.fairlead.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a plan from the bytes of a fairlead.yml. Its reference is docs/fairlead.yml. */
public final class PlanParser {
    public static final int MAX_BYTES = YamlDocument.MAX_BYTES;

    private PlanParser() {}

    public static Plan parse(byte[] file) {
        var text = text(file);
        var root =
                YamlDocument.read(text)
                        .orElseThrow(() ->
                                new PlanError(Plan.FILE, "is empty; it needs build: with steps:"));
        var keys = YamlMapping.of(root, "fairlead.yml", Level.FILE);
        var build = keys.get("build").map(node -> part(node, "build"));
        var release = keys.get("release").map(node -> part(node, "release"));
        return new Plan(
                build.or(() -> release).orElseThrow(() -> missing(root)),
                release.or(() -> build).orElseThrow(() -> missing(root)),
                keys.get("parameters").map(ParametersParser::of).orElse(List.of()));
    }

    private static PlanError missing(Node root) {
        return new PlanError(root.getStartMark(), "needs build: with steps:");
    }

    private static String text(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new PlanError(
                    Plan.FILE,
                    "is " + file.length + " bytes long; the limit is " + MAX_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException _) {
            throw new PlanError(Plan.FILE, "is not UTF-8 text");
        }
    }

    /** Several jobs, or the keys of the only one. */
    private static List<JobPlan> part(Node node, String name) {
        if (node instanceof MappingNode mapping && YamlMapping.has(mapping, "jobs")) {
            return JobsParser.parse(YamlMapping.of(node, name, Level.PART).alone("jobs", name));
        }
        return List.of(JobParser.only(node, name));
    }
}
