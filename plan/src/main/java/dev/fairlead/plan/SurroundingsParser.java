package dev.fairlead.plan;

import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild.Surroundings;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what is around a job's steps: network, limits, image. */
final class SurroundingsParser {
    private static final int MAX_WORD = 100;
    private static final int MAX_MEGABYTES = 1 << 20;
    private static final int MAX_PROCESSES = 100_000;
    private static final int MAX_IMAGE = 255;

    /** Registry, path, tag and digest; above all nothing that an engine takes for an option. */
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._:/@-]*");

    private SurroundingsParser() {}

    static Surroundings of(YamlMapping keys) {
        return new Surroundings(
                keys.get("network").map(SurroundingsParser::network).orElse(true),
                bounds(keys),
                keys.get("image").map(SurroundingsParser::image).orElse(null));
    }

    private static boolean network(Node node) {
        var value = YamlScalars.text(node, "network", MAX_WORD);
        return switch (value) {
            case "none" -> false;
            case "shared" -> true;
            default ->
                    throw new PlanError(
                            node.getStartMark(),
                            "network is none or shared, found '" + value + "'");
        };
    }

    private static Bounds bounds(YamlMapping keys) {
        return new Bounds(
                YamlScalars.number(keys, "memory", 16, MAX_MEGABYTES, 0),
                YamlScalars.number(keys, "processes", 8, MAX_PROCESSES, 0),
                YamlScalars.number(keys, "disk", 1, MAX_MEGABYTES, 0));
    }

    private static String image(Node node) {
        var image = YamlScalars.text(node, "image", MAX_IMAGE);
        if (!IMAGE.matcher(image).matches()) {
            throw new PlanError(
                    node.getStartMark(),
                    "an image is named like maven:3.9-eclipse-temurin-25, found '" + image + "'");
        }
        return image;
    }
}
