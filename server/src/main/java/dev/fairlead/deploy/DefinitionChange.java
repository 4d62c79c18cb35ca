package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key whose value two definitions do not share: {@code hosts[order-2].port}.
 *
 * @param before null for a key that came
 * @param after null for a key that went
 */
public record DefinitionChange(String key, @Nullable String before, @Nullable String after) {
    /** Key by key, in the order in which a definition is written. */
    static List<DefinitionChange> between(Definition before, Definition after) {
        var old = flat(before);
        var now = flat(after);
        var keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(now.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(old.get(key), now.get(key)))
                .map(key -> new DefinitionChange(key, old.get(key), now.get(key)))
                .toList();
    }

    private static Map<String, String> flat(Definition definition) {
        var flat = new LinkedHashMap<String, String>();
        flatten("", DefinitionView.json(definition), flat);
        return flat;
    }

    private static void flatten(String path, Object value, Map<String, String> flat) {
        switch (value) {
            case Map<?, ?> keys ->
                    keys.forEach((key, inner) ->
                            flatten(path.isEmpty() ? key + "" : path + "." + key, inner, flat));
            case List<?> list when list.stream().allMatch(Map.class::isInstance) ->
                    entries(path, list, flat);
            case List<?> list -> flat.put(path, String.join(", ", words(list)));
            default -> flat.put(path, value.toString());
        }
    }

    /** By name where they have one, so that one host more does not change all after it. */
    private static void entries(String path, List<?> list, Map<String, String> flat) {
        for (int i = 0; i < list.size(); i++) {
            var entry = (Map<?, ?>) list.get(i);
            var name = entry.get("name");
            flatten(path + "[" + (name == null ? (Object) i : name) + "]", entry, flat);
        }
    }

    private static List<String> words(List<?> list) {
        var words = new ArrayList<String>();
        list.forEach(word -> words.add(String.valueOf(word)));
        return words;
    }
}
