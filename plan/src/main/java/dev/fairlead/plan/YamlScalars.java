package dev.fairlead.plan;

import java.util.List;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Values of a YAML file, each refused with its place and what was expected there. */
final class YamlScalars {
    private YamlScalars() {}

    /**
     * Text as it was written: {@code run: true} is the command {@code true}, so YAML's booleans and
     * numbers are text here.
     */
    static String text(Node node, String name, int limit) {
        if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(node.getTag())) {
            throw expected(node, "text for " + name);
        }
        var text = scalar.getValue();
        if (text.isBlank()) {
            throw expected(node, "text for " + name);
        }
        if (text.length() > limit) {
            throw new PlanError(
                    node.getStartMark(),
                    name + " has " + text.length() + " characters; the limit is " + limit);
        }
        if (text.indexOf('\0') >= 0) {
            throw new PlanError(node.getStartMark(), name + " must not hold a NUL character");
        }
        return text;
    }

    static int number(Node node, String name, int from, int to) {
        if (!(node instanceof ScalarNode scalar) || !Tag.INT.equals(node.getTag())) {
            throw expected(node, "a number");
        }
        int number;
        try {
            number = Integer.parseInt(scalar.getValue());
        } catch (NumberFormatException _) {
            number = -1;
        }
        if (number < from || number > to) {
            throw new PlanError(
                    node.getStartMark(),
                    "%s must be from %d to %d, found '%s'"
                            .formatted(name, from, to, scalar.getValue()));
        }
        return number;
    }

    static int number(YamlMapping keys, String key, int from, int to, int otherwise) {
        return keys.get(key).map(value -> number(value, key, from, to)).orElse(otherwise);
    }

    /** Whether a key says true. */
    static boolean flag(YamlMapping keys, String key) {
        return keys.get(key)
                .map(node -> {
                    if (!Tag.BOOL.equals(node.getTag())) {
                        throw expected(node, "true or false");
                    }
                    return Boolean.parseBoolean(text(node, key, 10));
                })
                .orElse(false);
    }

    static List<Node> list(Node node, String name, int limit) {
        if (!(node instanceof SequenceNode sequence)) {
            throw expected(node, "a list for " + name);
        }
        if (sequence.getValue().size() > limit) {
            throw new PlanError(
                    node.getStartMark(),
                    name
                            + " has "
                            + sequence.getValue().size()
                            + " entries; the limit is "
                            + limit);
        }
        return sequence.getValue();
    }

    static Function<Node, List<String>> each(String name, int limit, Function<Node, String> value) {
        return node -> list(node, name, limit).stream().map(value).toList();
    }

    static PlanError expected(Node node, String what) {
        return new PlanError(
                node.getStartMark(), "expected " + what + ", found " + described(node));
    }

    private static String described(Node node) {
        if (node instanceof MappingNode) {
            return "keys with values";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        var value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (value.isBlank()) {
            return "nothing";
        }
        return value.length() <= 40 ? "'" + value + "'" : "'" + value.substring(0, 39) + "…'";
    }
}
