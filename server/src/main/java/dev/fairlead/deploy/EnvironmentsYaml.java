package dev.fairlead.deploy;

import dev.fairlead.plan.PlanError;
import dev.fairlead.plan.YamlLimits;
import dev.fairlead.plan.YamlTree;
import dev.fairlead.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that keeps a project's environments: {@code environments:} with a name for each, and
 * below it the keys that a definition has as JSON. Every refusal says line and column.
 */
final class EnvironmentsYaml {
    static final YamlLimits LIMITS = new YamlLimits(256 * 1024, 12, 20_000);
    private static final String ROOT = "environments";

    private final YamlTree.Read read;
    private final Map<String, Definition> definitions = new LinkedHashMap<>();

    private EnvironmentsYaml(YamlTree.Read read) {
        this.read = read;
    }

    static EnvironmentsYaml read(String path, byte[] bytes) {
        var file = new EnvironmentsYaml(YamlTree.read(path, bytes, LIMITS));
        file.readAll();
        return file;
    }

    /** The file that would keep these environments as they are. */
    static String write(List<Environment> environments) {
        var keys = new LinkedHashMap<String, Object>();
        environments.forEach(one -> keys.put(one.name(), DefinitionView.json(one.definition())));
        return YamlTree.write(Map.of(ROOT, keys));
    }

    /** By name; each after the one that it names as the one before, where the file has that too. */
    Map<String, Definition> definitions() {
        return Collections.unmodifiableMap(definitions);
    }

    Definition definition(String name) {
        return Objects.requireNonNull(definitions.get(name));
    }

    /** A refusal of an environment's field, at that field. */
    PlanError refused(String name, Problem refused) {
        var field = refused.field();
        var at = ROOT + "." + name;
        return read.error(
                field == null || field.equals("name") ? at : at + "." + field,
                name + ": " + refused.detail());
    }

    private void readAll() {
        for (var key : read.values().keySet()) {
            if (!key.equals(ROOT)) {
                throw read.error(key, "there is no such key here; there is " + ROOT);
            }
        }
        if (!(read.values().get(ROOT) instanceof Map<?, ?> environments)) {
            throw read.error(ROOT, "needs environments: with a name for each");
        }
        var unordered = new LinkedHashMap<String, Definition>();
        environments.forEach(
                (name, keys) -> unordered.put(name.toString(), one(name.toString(), keys)));
        unordered.keySet().forEach(name -> order(name, unordered));
    }

    private Definition one(String name, Object keys) {
        try {
            Environments.requireName(name);
            return DefinitionReader.read(JsonMapper.shared().valueToTree(keys));
        } catch (Problem refused) {
            throw refused(name, refused);
        }
    }

    /** The way to it first. One that leads back to itself is refused where it is saved. */
    private void order(String name, Map<String, Definition> unordered) {
        var way = new ArrayList<String>();
        var next = name;
        while (next != null && unordered.containsKey(next) && !way.contains(next)) {
            way.addFirst(next);
            next = unordered.get(next).after();
        }
        way.forEach(one -> definitions.putIfAbsent(one, unordered.get(one)));
    }
}
