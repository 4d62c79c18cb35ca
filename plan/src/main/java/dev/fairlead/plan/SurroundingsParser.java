package dev.fairlead.plan;

import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild.Surroundings;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what is around a job's steps: network, limits, image, services. */
final class SurroundingsParser {
    private static final int MAX_WORD = 100;
    private static final int MAX_MEGABYTES = 1 << 20;
    private static final int MAX_PROCESSES = 100_000;

    private SurroundingsParser() {}

    static Surroundings of(YamlMapping keys) {
        var image = keys.get("image").map(ImageName::of);
        var services = keys.get("services");
        if (services.isPresent() && image.isEmpty()) {
            throw new PlanError(
                    services.get().getStartMark(),
                    "services stand beside steps that run in an image; add image:");
        }
        return new Surroundings(
                keys.get("network").map(SurroundingsParser::network).orElse(true),
                bounds(keys),
                image.orElse(null),
                services.map(ServicesParser::of).orElse(List.of()),
                keys.get("node").map(PlaceParser::of).orElse(null));
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
}
