package dev.fairlead.build;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** The keys of one level of a YAML file, all of them known. */
final class YamlMapping {
    private final Map<String, Node> values = new HashMap<>();

    private YamlMapping() {}

    /** Refuses a key that is not among the known ones, at the place where it stands. */
    static YamlMapping of(Node node, String name, String... known) {
        if (!(node instanceof MappingNode mapping)) {
            throw YamlScalars.expected(node, "keys for " + name + " (" + listed(known) + ")");
        }
        var keys = new YamlMapping();
        for (var entry : mapping.getValue()) {
            var key = YamlScalars.text(entry.getKeyNode(), "a key", 100);
            if (!List.of(known).contains(key)) {
                throw new PlanError(
                        entry.getKeyNode().getStartMark(),
                        "%s has no key '%s'; it knows %s".formatted(name, key, listed(known)));
            }
            if (keys.values.put(key, entry.getValueNode()) != null) {
                throw new PlanError(
                        entry.getKeyNode().getStartMark(), "the key '" + key + "' stands twice");
            }
        }
        return keys;
    }

    Optional<Node> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private static String listed(String... known) {
        return String.join(", ", known);
    }
}
