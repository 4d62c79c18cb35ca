package dev.fairlead.deploy.web;

import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the fields of a definition's form, each named by its place in the JSON. */
final class DefinitionFields {
    /** What is edited in fields of its own; the rest of a definition is edited as JSON. */
    static final Set<String> OWN =
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
                    "observe",
                    "verification",
                    "onFailure");

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

    private DefinitionFields() {}

    /**
     * The definition that the fields say, to be read like one that was put.
     *
     * @param form whose rows have no gaps
     */
    static JsonNode json(Form form, JsonMapper json) {
        var tree = new LinkedHashMap<String, Object>();
        for (var name :
                List.of("kind", "repository", "promotion", "after", "prefetch", "onFailure")) {
            put(tree, name, form.value(name));
        }
        tree.put("order", number(form.value("order")));
        tree.put("promoters", words(form.value("promoters")));
        tree.put("groups", list(form, "groups"));
        tree.put("hosts", list(form, "hosts"));
        tree.put("balancers", list(form, "balancers"));
        tree.put("connections", list(form, "connections"));
        object(tree, form, "preflight", List.of("freeMegabytes", "java"));
        object(tree, form, "strategy", STRATEGY);
        object(tree, form, "drain", List.of("timeout", "then"));
        object(tree, form, "steps", List.of("stop", "install", "start", "verify"));
        tree.putIfAbsent("steps", Map.of());
        object(tree, form, "hooks", HOOKS);
        tree.put("variables", variables(form.value("variables")));
        object(tree, form, "observe", List.of("file", "versionPath"));
        verification(tree, form);
        more(form.value("more"), json).forEach(tree::put);
        return json.valueToTree(tree);
    }

    private static Map<String, JsonNode> more(String typed, JsonMapper json) {
        if (typed.isBlank()) {
            return Map.of();
        }
        var more = new LinkedHashMap<String, JsonNode>();
        for (var entry : object(typed, json).properties()) {
            if (OWN.contains(entry.getKey())) {
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
        throw Problem.invalid("more", "more: must be a JSON object, such as {\"tasks\": …}.");
    }

    private static void verification(Map<String, Object> tree, Form form) {
        var verification = new LinkedHashMap<String, Object>();
        for (var part : List.of("hosts", "end")) {
            var path = "verification." + part;
            var fields = new LinkedHashMap<String, Object>();
            var checks = list(form, path + ".checks");
            if (!checks.isEmpty()) {
                fields.put("checks", checks);
            }
            put(fields, "soak", form.value(path + ".soak"));
            if (!fields.isEmpty()) {
                verification.put(part, fields);
            }
        }
        if (!verification.isEmpty()) {
            tree.put("verification", verification);
        }
    }

    private static List<Map<String, Object>> list(Form form, String list) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var fields : FormRows.of(form, list)) {
            var row = new LinkedHashMap<String, Object>();
            fields.forEach((name, value) -> put(row, name, value));
            rows.add(row);
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
                        case "port",
                                "batch",
                                "maxFailed",
                                "floor",
                                "freeMegabytes",
                                "java",
                                "status" ->
                                number(value);
                        case "above", "below" -> decimal(value);
                        case "servers" -> pairs(value);
                        case "variables" -> variables(value);
                        case "sudo", "prefetch", "balancer", "stopFirst" -> flag(value);
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

    private static Object number(String value) {
        return value.matches("-?[0-9]{1,9}") ? (Object) Integer.valueOf(value) : value;
    }

    private static Object decimal(String value) {
        return value.matches("-?[0-9]{1,15}([.][0-9]{1,9})?")
                ? (Object) Double.valueOf(value)
                : value;
    }

    private static List<String> words(String value) {
        return Arrays.stream(value.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
    }
}
