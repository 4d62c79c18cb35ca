package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON object that is read strictly: every refusal names the field, the value and the rule. */
final class Fields {
    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    static Fields of(JsonNode node, String path, Set<String> known) {
        if (!node.isObject()) {
            throw refused(path.isEmpty() ? "environment" : path, "must be an object", node);
        }
        var fields = new Fields(node, path);
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw Problem.invalid(
                        fields.at(name),
                        fields.at(name)
                                + ": there is no such key here. There are "
                                + list(known)
                                + ".");
            }
        }
        return fields;
    }

    Fields object(String name, Set<String> known) {
        return of(required(name), at(name), known);
    }

    @Nullable Fields optionalObject(String name, Set<String> known) {
        var value = optional(name);
        return value == null ? null : of(value, at(name), known);
    }

    <T> List<T> list(String name, int most, Function<Item, T> read) {
        var value = optional(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw refused(at(name), "must be a list", value);
        }
        if (value.size() > most) {
            throw Problem.invalid(
                    at(name),
                    at(name) + ": may have " + most + " entries, has " + value.size() + ".");
        }
        var items = new ArrayList<T>();
        for (int i = 0; i < value.size(); i++) {
            items.add(read.apply(new Item(value.get(i), at(name) + "[" + i + "]")));
        }
        return List.copyOf(items);
    }

    /** An object whose keys the user chooses. */
    Map<String, String> entries(
            String name, int most, String pattern, String rule, Function<Item, String> read) {
        var value = optional(name);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw refused(at(name), "must be an object", value);
        }
        if (value.size() > most) {
            throw Problem.invalid(
                    at(name),
                    at(name) + ": may have " + most + " entries, has " + value.size() + ".");
        }
        var entries = new LinkedHashMap<String, String>();
        for (var key : value.propertyNames()) {
            if (!key.matches(pattern)) {
                throw Problem.invalid(
                        at(name), "%s: a name %s, was \"%s\".".formatted(at(name), rule, key));
            }
            entries.put(key, read.apply(new Item(value.get(key), at(name) + "." + key)));
        }
        return Collections.unmodifiableMap(entries);
    }

    boolean flag(String name, boolean otherwise) {
        var value = optional(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw refused(at(name), "must be true or false", value);
        }
        return value.asBoolean();
    }

    /** One entry of a list. */
    record Item(JsonNode node, String path) {
        Fields object(Set<String> known) {
            return of(node, path, known);
        }

        String text(String pattern, String rule) {
            return matched(path, node, pattern, rule);
        }

        Problem refused(String name, String rule) {
            return Fields.refused(path + "." + name, rule, node.path(name));
        }
    }

    String text(String name, String pattern, String rule) {
        return matched(at(name), required(name), pattern, rule);
    }

    @Nullable String optionalText(String name, String pattern, String rule) {
        var value = optional(name);
        return value == null ? null : matched(at(name), value, pattern, rule);
    }

    /** An object of texts whose names are not known beforehand, 100 at most. */
    Map<String, String> texts(String name, String pattern, String rule) {
        var value = optional(name);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject() || value.size() > 100) {
            throw refused(at(name), "must be an object of at most 100 texts", value);
        }
        var texts = new LinkedHashMap<String, String>();
        for (var key : value.propertyNames()) {
            texts.put(key, matched(at(name) + "." + key, value.get(key), pattern, rule));
        }
        return Collections.unmodifiableMap(texts);
    }

    int number(String name, int least, int most, @Nullable Integer otherwise) {
        var value = optional(name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        var given = required(name);
        if (!given.isInt() || given.asInt() < least || given.asInt() > most) {
            throw refused(at(name), "must be a whole number from " + least + " to " + most, given);
        }
        return given.asInt();
    }

    boolean truth(String name) {
        var value = optional(name);
        if (value != null && !value.isBoolean()) {
            throw refused(at(name), "must be true or false", value);
        }
        return value != null && value.asBoolean();
    }

    Problem refused(String name, String rule) {
        return refused(at(name), rule, object.path(name));
    }

    @Nullable JsonNode optional(String name) {
        var value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private JsonNode required(String name) {
        var value = optional(name);
        if (value == null) {
            throw Problem.invalid(at(name), at(name) + ": is missing.");
        }
        return value;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String matched(String path, JsonNode value, String pattern, String rule) {
        if (!value.isString() || !value.asString().matches(pattern)) {
            throw refused(path, rule, value);
        }
        return value.asString();
    }

    private static Problem refused(String path, String rule, JsonNode value) {
        return Problem.invalid(path, path + ": " + rule + found(value) + ".");
    }

    private static String found(JsonNode value) {
        var shown = value.toString();
        return value.isMissingNode()
                ? ", and is missing"
                : ", was " + shown.substring(0, Math.min(200, shown.length()));
    }

    private static String list(Collection<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
