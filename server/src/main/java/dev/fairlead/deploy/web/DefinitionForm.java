package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Environment;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A definition as the fields of a form. Each is named by its place in the JSON, so that a refusal
 * finds its field.
 *
 * @param name null for an environment that is not there yet
 * @param hosts how many rows of hosts there are
 * @param balancers how many rows of balancers there are
 * @param groups how many rows of groups there are
 * @param connections how many rows of connections there are
 */
public record DefinitionForm(
        @Nullable String name, Form form, int hosts, int balancers, int groups, int connections) {
    private static final List<String> HOST =
            List.of(
                    "name",
                    "agent",
                    "folder",
                    "address",
                    "port",
                    "server",
                    "servers",
                    "connection",
                    "hostKey",
                    "group");
    private static final List<String> CONNECTION =
            List.of("name", "user", "address", "port", "hostKey", "key", "jump", "sudo");
    private static final List<String> BALANCER =
            List.of("name", "socket", "address", "backend", "stateFile", "through");
    private static final List<String> GROUP = List.of("name", "balancer", "stopFirst");
    private static final List<String> STRATEGY =
            List.of("kind", "batch", "pause", "maxFailed", "floor");
    private static final List<String> HOOKS =
            List.of(
                    "runOn",
                    "beforeDeployment",
                    "beforeBatch",
                    "beforeHost",
                    "afterHost",
                    "afterBatch",
                    "afterDeployment");

    /** What is edited in fields of its own; the rest of a definition is edited as JSON. */
    private static final Set<String> FIELDS =
            Set.of(
                    "kind",
                    "order",
                    "repository",
                    "promotion",
                    "after",
                    "promoters",
                    "balancers",
                    "drain",
                    "groups",
                    "connections",
                    "preflight",
                    "prefetch",
                    "hosts",
                    "strategy",
                    "steps",
                    "hooks",
                    "variables",
                    "observe");

    private static final int MOST_HOSTS = 100;
    private static final int MOST_BALANCERS = 10;
    private static final int MOST_GROUPS = 20;
    private static final int MOST_CONNECTIONS = 100;
    private static final int SPARE = 2;

    public boolean isNew() {
        return name == null;
    }

    public String action(String projectKey) {
        var all = "/projects/" + projectKey + "/environments";
        return name == null ? all : all + "/" + name + "/definition";
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
        return new DefinitionForm(null, Form.of(values), 1 + SPARE, 1, 1, 1);
    }

    static DefinitionForm of(Environment environment, JsonNode definition) {
        var values = new LinkedHashMap<String, String>();
        var more = JsonMapper.shared().createObjectNode();
        for (var name : definition.propertyNames()) {
            if (FIELDS.contains(name)) {
                flatten(name, definition.get(name), values);
            } else {
                more.set(name, definition.get(name));
            }
        }
        values.put("more", more.isEmpty() ? "" : more.toPrettyString());
        var hosts = environment.definition().hosts().size() + SPARE;
        var balancers = environment.definition().balancers().size() + 1;
        var groups = environment.definition().groups().size() + 1;
        var connections = environment.definition().connections().size() + 1;
        return new DefinitionForm(
                environment.name(), Form.of(values), hosts, balancers, groups, connections);
    }

    /** As it was typed, for showing it again. */
    static DefinitionForm typed(@Nullable String name, Form form) {
        return new DefinitionForm(
                name,
                form,
                rows(form, "hosts", MOST_HOSTS) + SPARE,
                rows(form, "balancers", MOST_BALANCERS) + 1,
                rows(form, "groups", MOST_GROUPS) + 1,
                rows(form, "connections", MOST_CONNECTIONS) + 1);
    }

    private static int rows(Form form, String list, int most) {
        int rows = 0;
        while (rows < most && !form.value(list + "[" + rows + "].name").isBlank()) {
            rows++;
        }
        return rows;
    }

    /** The definition that the fields say, to be read like one that was put. */
    static JsonNode json(Form form, JsonMapper json) {
        var tree = new LinkedHashMap<String, Object>();
        for (var name : List.of("kind", "repository", "promotion", "after", "prefetch")) {
            put(tree, name, form.value(name));
        }
        tree.put("order", number(form.value("order")));
        tree.put("promoters", words(form.value("promoters")));
        tree.put("groups", list(form, "groups", GROUP, MOST_GROUPS));
        tree.put("hosts", hosts(form));
        tree.put("balancers", list(form, "balancers", BALANCER, MOST_BALANCERS));
        tree.put("connections", list(form, "connections", CONNECTION, MOST_CONNECTIONS));
        object(tree, form, "preflight", List.of("freeMegabytes", "java"));
        object(tree, form, "strategy", STRATEGY);
        object(tree, form, "drain", List.of("timeout", "then"));
        object(tree, form, "steps", List.of("stop", "install", "start", "verify"));
        tree.putIfAbsent("steps", Map.of());
        object(tree, form, "hooks", HOOKS);
        tree.put("variables", variables(form.value("variables")));
        object(tree, form, "observe", List.of("file", "versionPath"));
        more(form.value("more"), json).forEach(tree::put);
        return json.valueToTree(tree);
    }

    private static Map<String, JsonNode> more(String typed, JsonMapper json) {
        if (typed.isBlank()) {
            return Map.of();
        }
        var more = new LinkedHashMap<String, JsonNode>();
        for (var entry : object(typed, json).properties()) {
            if (FIELDS.contains(entry.getKey())) {
                throw Problem.invalid(
                        "more", "more: %s has a field of its own.".formatted(entry.getKey()));
            }
            more.put(entry.getKey(), entry.getValue());
        }
        return more;
    }

    private static JsonNode object(String typed, JsonMapper json) {
        try {
            var read = json.readTree(typed);
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException _) {
            // Refused below like everything that is no object.
        }
        throw Problem.invalid(
                "more", "more: must be a JSON object, such as {\"verification\": …}.");
    }

    private static List<Map<String, Object>> hosts(Form form) {
        var hosts = list(form, "hosts", HOST, MOST_HOSTS);
        for (int i = 0; i < hosts.size(); i++) {
            var variables = variables(form.value("hosts[" + i + "].variables"));
            if (!variables.isEmpty()) {
                hosts.get(i).put("variables", variables);
            }
        }
        return hosts;
    }

    /** Rows without a name are left out. */
    private static List<Map<String, Object>> list(
            Form form, String list, List<String> fields, int most) {
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < most; i++) {
            var row = new LinkedHashMap<String, Object>();
            for (var field : fields) {
                put(row, field, form.value(list + "[" + i + "]." + field));
            }
            if (row.containsKey("name")) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** A line each: NAME=value. What is no such line is kept, to be refused by its name. */
    private static Map<String, String> variables(String lines) {
        var variables = new LinkedHashMap<String, String>();
        for (var line : lines.lines().filter(line -> !line.isBlank()).toList()) {
            var at = line.indexOf('=');
            variables.put(
                    at < 0 ? line.strip() : line.substring(0, at).strip(),
                    at < 0 ? "" : line.substring(at + 1));
        }
        return variables;
    }

    private static void object(
            Map<String, Object> tree, Form form, String name, List<String> fields) {
        var object = new LinkedHashMap<String, Object>();
        fields.forEach(field -> put(object, field, form.value(name + "." + field)));
        if (!object.isEmpty()) {
            tree.put(name, object);
        }
    }

    private static void put(Map<String, Object> object, String name, String value) {
        if (!value.isBlank()) {
            object.put(
                    name,
                    switch (name) {
                        case "port", "batch", "maxFailed", "floor", "freeMegabytes", "java" ->
                                number(value);
                        case "sudo", "prefetch" -> truth(value);
                        case "servers" -> pairs(value);
                        case "balancer", "stopFirst" -> flag(value);
                        default -> value;
                    });
        }
    }

    private static Object flag(String value) {
        return value.matches("true|false") ? (Object) Boolean.valueOf(value) : value;
    }

    /** Such as {@code lb-1=order-1, lb-2=o1}; what is no pair is refused by who reads it. */
    private static Map<String, String> pairs(String value) {
        var pairs = new LinkedHashMap<String, String>();
        for (var word : words(value)) {
            var at = word.indexOf('=');
            pairs.put(at < 0 ? word : word.substring(0, at), word.substring(at + 1));
        }
        return pairs;
    }

    private static Object truth(String value) {
        return switch (value.strip()) {
            case "true", "yes" -> (Object) true;
            case "false", "no" -> false;
            default -> value;
        };
    }

    private static Object number(String value) {
        return value.matches("-?[0-9]{1,9}") ? (Object) Integer.valueOf(value) : value;
    }

    private static List<String> words(String value) {
        return Arrays.stream(value.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
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
