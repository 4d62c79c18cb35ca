package dev.fairlead.plan;

import dev.fairlead.protocol.JobSpec.RunBuild.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads where in a cluster a job runs: cores, and labels of nodes as Kubernetes has them. */
final class PlaceParser {
    private static final int MAX_CPU = 10;
    private static final int MAX_LABELS = 20;
    private static final int MAX_LABEL = 253;
    private static final Pattern CPU = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3}|m)?");
    private static final YamlMapping.Naming LABEL =
            new YamlMapping.Naming(
                    Pattern.compile(
                            "([a-z0-9.-]{1,190}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"),
                    "a label of a node like kubernetes.io/arch");
    private static final Pattern VALUE =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");

    private PlaceParser() {}

    static Place of(Node node) {
        var keys = YamlMapping.of(node, "node", Level.NODE);
        return new Place(
                keys.get("cpu").map(PlaceParser::cpu).orElse(""),
                keys.get("labels").map(PlaceParser::labels).orElse(Map.of()));
    }

    private static String cpu(Node node) {
        var cpu = YamlScalars.text(node, "cpu", MAX_CPU);
        require(
                CPU.matcher(cpu).matches(),
                node,
                "cpu is like 2, 0.5 or 500m, found '" + cpu + "'");
        return cpu;
    }

    private static Map<String, String> labels(Node node) {
        var labels = new LinkedHashMap<String, String>();
        YamlMapping.named(node, "labels", MAX_LABELS, LABEL)
                .forEach((name, value) -> labels.put(name, value(name, value)));
        return labels;
    }

    private static String value(String name, Node node) {
        var value = YamlScalars.text(node, name, MAX_LABEL);
        require(
                VALUE.matcher(value).matches(),
                node,
                "a node's label is at most 63 letters, digits, '-', '_' and '.', found '"
                        + value
                        + "'");
        return value;
    }

    private static void require(boolean holds, Node node, String rule) {
        if (!holds) {
            throw new PlanError(node.getStartMark(), rule);
        }
    }
}
