package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Definition;
import dev.fairlead.deploy.Environment;
import dev.fairlead.web.Form;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A definition as the fields of a form. Each is named by its place in the JSON, so that a refusal
 * finds its field.
 *
 * @param name null for an environment that is not there yet
 * @param form whose rows have no gaps
 */
public record DefinitionForm(@Nullable String name, Form form) {
    /** Rows that are empty: room for more. */
    private static final int SPARE_HOSTS = 2;

    private static final int SPARE = 1;

    public boolean isNew() {
        return name == null;
    }

    public String action(String projectKey) {
        var all = "/projects/" + projectKey + "/environments";
        return name == null ? all : all + "/" + name + "/definition";
    }

    public int hosts() {
        return FormRows.count(form, "hosts") + SPARE_HOSTS;
    }

    public int balancers() {
        return FormRows.count(form, "balancers") + SPARE;
    }

    public int groups() {
        return FormRows.count(form, "groups") + SPARE;
    }

    public int connections() {
        return FormRows.count(form, "connections") + SPARE;
    }

    /**
     * @param list such as {@code verification.hosts.checks}
     */
    public int checks(String list) {
        return FormRows.count(form, list) + SPARE;
    }

    public List<String> kinds() {
        return Arrays.stream(Definition.Kind.values()).map(Definition.Kind::word).toList();
    }

    public List<String> promotions() {
        return Arrays.stream(Definition.Promotion.values())
                .map(Definition.Promotion::word)
                .toList();
    }

    static DefinitionForm empty(String repository) {
        var values = new LinkedHashMap<String, String>();
        values.put("kind", "staging");
        values.put("order", "10");
        values.put("repository", repository);
        values.put("promotion", "automatic");
        values.put("strategy.kind", "rolling");
        values.put("strategy.batch", "1");
        values.put("drain.timeout", "30s");
        values.put("drain.then", "go-on");
        return new DefinitionForm(null, Form.of(values));
    }

    static DefinitionForm of(Environment environment, JsonNode definition) {
        var values = new LinkedHashMap<String, String>();
        var more = JsonMapper.shared().createObjectNode();
        for (var name : definition.propertyNames()) {
            if (DefinitionFields.OWN.contains(name)) {
                flatten(name, definition.get(name), values);
            } else {
                more.set(name, definition.get(name));
            }
        }
        values.put("more", more.isEmpty() ? "" : more.toPrettyString());
        return new DefinitionForm(environment.name(), Form.of(values));
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        if (path.equals("promoters")) {
            values.put(
                    path, String.join(", ", node.valueStream().map(JsonNode::asString).toList()));
        } else if (path.endsWith("].servers") || path.endsWith("variables")) {
            values.put(
                    path,
                    node.propertyStream()
                            .map(one -> one.getKey() + "=" + one.getValue().asString())
                            .collect(Collectors.joining(path.endsWith("variables") ? "\n" : ", ")));
        } else if (node.isObject()) {
            for (var name : node.propertyNames()) {
                flatten(path.isEmpty() ? name : path + "." + name, node.get(name), values);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), values);
            }
        } else {
            values.put(path, node.asString());
        }
    }
}
