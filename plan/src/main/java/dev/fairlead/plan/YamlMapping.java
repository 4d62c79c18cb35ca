package dev.fairlead.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The keys of one level of a YAML file, all of them known. */
final class YamlMapping {
    private static final int MAX_NAME = 260;
    private static final Naming WORDS =
            new Naming(
                    Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,49}"),
                    "letters, digits, '-', '_' and '.'");

    /** How names that a file chooses are written, as a pattern and in words. */
    record Naming(Pattern pattern, String words) {}

    private final Map<String, Node> values = new HashMap<>();
    private final Optional<Mark> start;
    private final Map<String, Node> places = new LinkedHashMap<>();

    private YamlMapping(Optional<Mark> start) {
        this.start = start;
    }

    /** Refuses a key that is not among the known ones, at the place where it stands. */
    static YamlMapping of(Node node, String name, Level known) {
        if (!(node instanceof MappingNode mapping)) {
            throw YamlScalars.expected(node, "keys for " + name + " (" + known + ")");
        }
        var keys = new YamlMapping(node.getStartMark());
        for (var entry : mapping.getValue()) {
            var key = YamlScalars.text(entry.getKeyNode(), "a key", 100);
            if (!known.keys().contains(key)) {
                throw new PlanError(
                        entry.getKeyNode().getStartMark(),
                        "%s has no key '%s'; it knows %s".formatted(name, key, known));
            }
            keys.places.putIfAbsent(key, entry.getKeyNode());
            if (keys.values.put(key, entry.getValueNode()) != null) {
                throw new PlanError(
                        entry.getKeyNode().getStartMark(), "the key '" + key + "' stands twice");
            }
        }
        return keys;
    }

    /** Keys that whoever wrote the file chose, in its order. */
    static Map<String, Node> named(Node node, String name, int limit) {
        return named(node, name, limit, WORDS);
    }

    static Map<String, Node> named(Node node, String name, int limit, Naming naming) {
        if (!(node instanceof MappingNode mapping)) {
            throw YamlScalars.expected(node, "names with values for " + name);
        }
        if (mapping.getValue().size() > limit) {
            throw new PlanError(
                    node.getStartMark(),
                    "%s has %d entries; the limit is %d"
                            .formatted(name, mapping.getValue().size(), limit));
        }
        var named = new LinkedHashMap<String, Node>();
        for (var entry : mapping.getValue()) {
            named.put(chosen(entry.getKeyNode(), name, naming), entry.getValueNode());
        }
        return named;
    }

    private static String chosen(Node node, String name, Naming naming) {
        var key = YamlScalars.text(node, "a name in " + name, MAX_NAME);
        if (!naming.pattern().matcher(key).matches()) {
            throw new PlanError(
                    node.getStartMark(),
                    "a name in %s is %s, found '%s'".formatted(name, naming.words(), key));
        }
        return key;
    }

    static boolean has(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .anyMatch(entry ->
                        entry.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key));
    }

    /** Where they begin. */
    Optional<Mark> start() {
        return start;
    }

    /** One of the known keys. */
    Optional<Node> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A key beside which none other may stand. */
    Node alone(String key, String name) {
        for (var place : places.entrySet()) {
            if (!place.getKey().equals(key)) {
                throw new PlanError(
                        place.getValue().getStartMark(),
                        "%s has %s:, so %s: belongs to one of them"
                                .formatted(name, key, place.getKey()));
            }
        }
        return get(key).orElseThrow();
    }
}
