package dev.fairlead.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML file of another kind than a plan, as maps, lists, texts, numbers and booleans, for whoever
 * has rules of their own for what stands in it. Read within the limits of {@link YamlLimits}.
 */
public final class YamlTree {
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_LINE = 100;

    private final Map<String, PlanError.Place> places = new LinkedHashMap<>();

    private YamlTree() {}

    /** What stands in the file, and where. */
    public record Read(String file, Map<String, Object> values, Map<String, PlanError.Place> at) {
        /**
         * An error about the value at a path such as {@code hosts[1].port}, at its place or at the
         * nearest around it that is there.
         */
        public PlanError error(String path, String reason) {
            for (var near = path; !near.isEmpty(); near = parent(near)) {
                var place = at.get(near);
                if (place != null) {
                    return new PlanError(file, place, reason);
                }
            }
            return new PlanError(file, reason);
        }

        private static String parent(String path) {
            return path.substring(
                    0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
        }
    }

    /** Reads the bytes of a file; its root must be keys with values. */
    public static Read read(String file, byte[] bytes, YamlLimits limits) {
        var root =
                YamlDocument.read(file, YamlDocument.text(file, bytes, limits), limits)
                        .orElseThrow(() -> new PlanError(file, "is empty"));
        var tree = new YamlTree();
        if (!(root instanceof MappingNode mapping)) {
            throw YamlScalars.expected(root, "keys with values");
        }
        return new Read(file, tree.keys("", mapping), Map.copyOf(tree.places));
    }

    /** The text of a file that {@link #read} reads as these values. */
    public static String write(Map<String, ?> values) {
        var settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setSchema(new CoreSchema())
                        .setWidth(LONGEST_LINE)
                        .setIndicatorIndent(2)
                        .setIndentWithIndicator(true)
                        .setDereferenceAliases(true) // they are refused where it is read
                        .build();
        return new Dump(settings).dumpToString(values);
    }

    private Map<String, Object> keys(String path, MappingNode mapping) {
        var keys = new LinkedHashMap<String, Object>();
        for (var entry : mapping.getValue()) {
            var key = YamlScalars.text(entry.getKeyNode(), "a key", LONGEST_KEY);
            var inner = path.isEmpty() ? key : path + "." + key;
            if (places.containsKey(inner)) {
                throw new PlanError(
                        entry.getKeyNode().getStartMark(), "the key '" + key + "' stands twice");
            }
            place(inner, entry.getKeyNode());
            var value = value(inner, entry.getValueNode());
            if (value != null) {
                keys.put(key, value);
            }
        }
        return keys;
    }

    private @Nullable Object value(String path, Node node) {
        return switch (node) {
            case MappingNode mapping -> keys(path, mapping);
            case SequenceNode sequence -> list(path, sequence);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw YamlScalars.expected(node, "a value");
        };
    }

    private List<Object> list(String path, SequenceNode sequence) {
        var list = new ArrayList<Object>();
        for (var node : sequence.getValue()) {
            var inner = path + "[" + list.size() + "]";
            place(inner, node);
            var value = value(inner, node);
            if (value == null) {
                throw YamlScalars.expected(node, "a value");
            }
            list.add(value);
        }
        return list;
    }

    /** Nothing is null, so that a key without a value is as good as none. */
    private static @Nullable Object scalar(ScalarNode node) {
        var text = node.getValue();
        if (Tag.NULL.equals(node.getTag())) {
            return null;
        }
        if (Tag.BOOL.equals(node.getTag())) {
            return Boolean.parseBoolean(text);
        }
        if (Tag.INT.equals(node.getTag()) && text.matches("-?[0-9]{1,9}")) {
            return Integer.valueOf(text);
        }
        if (text.indexOf('\0') >= 0) {
            throw new PlanError(node.getStartMark(), "a text must not hold a NUL character");
        }
        return text;
    }

    private void place(String path, Node node) {
        Optional<PlanError.Place> at = node.getStartMark().map(PlanError.Place::of);
        at.ifPresent(place -> places.put(path, place));
    }
}
