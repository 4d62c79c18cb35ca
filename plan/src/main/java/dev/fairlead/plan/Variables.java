package dev.fairlead.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads variables for steps. */
final class Variables {
    private static final int MOST = 100;
    private static final int LONGEST = 4_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private Variables() {}

    static Map<String, String> of(Node node) {
        var variables = new LinkedHashMap<String, String>();
        YamlMapping.named(node, "environment", MOST)
                .forEach((name, value) -> {
                    check(name, value);
                    variables.put(name, YamlScalars.text(value, name, LONGEST));
                });
        return variables;
    }

    /** What Fairlead says itself cannot be said otherwise. */
    static void check(String name, Node node) {
        if (!NAME.matcher(name).matches() || name.startsWith("FAIRLEAD_")) {
            throw new PlanError(
                    node.getStartMark(),
                    "a variable's name is letters, digits and underscores and does not begin"
                            + " with FAIRLEAD_, found '"
                            + name
                            + "'");
        }
    }
}
