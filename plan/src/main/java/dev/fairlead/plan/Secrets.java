package dev.fairlead.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads which secrets a job wants: a list of names, or names by the variables to hold them. */
final class Secrets {
    private static final int MOST = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,49}");

    private Secrets() {}

    static Map<String, String> of(Node node) {
        var secrets = new LinkedHashMap<String, String>();
        if (node instanceof MappingNode) {
            YamlMapping.named(node, "secrets", MOST)
                    .forEach((variable, secret) -> {
                        Variables.check(variable, secret);
                        secrets.put(variable, name(secret));
                    });
        } else {
            for (var secret : YamlScalars.list(node, "secrets", MOST)) {
                var name = name(secret);
                if (secrets.put(name, name) != null) {
                    throw new PlanError(
                            secret.getStartMark(), "the secret '" + name + "' stands twice");
                }
            }
        }
        return secrets;
    }

    private static String name(Node node) {
        var name = YamlScalars.text(node, "a secret", 100);
        if (!NAME.matcher(name).matches() || name.startsWith("FAIRLEAD_")) {
            throw new PlanError(
                    node.getStartMark(),
                    "a secret's name is letters, digits and underscores and does not begin with"
                            + " FAIRLEAD_, found '"
                            + name
                            + "'");
        }
        return name;
    }
}
