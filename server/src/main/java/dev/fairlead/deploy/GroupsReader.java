package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the groups of an environment's hosts, in the order of their turns. */
final class GroupsReader {
    private static final int MOST = 20;

    private GroupsReader() {}

    static List<Group> read(Fields definition) {
        return definition.list(
                "groups",
                MOST,
                item -> {
                    var group = item.object(Set.of("name", "balancer", "stopFirst"));
                    return new Group(
                            group.text("name", DefinitionReader.NAME, DefinitionReader.NAME_RULE),
                            group.flag("balancer", true),
                            group.flag("stopFirst", false));
                });
    }

    static void requireWhole(Definition definition) {
        requireKnown(definition);
        var names = new HashSet<String>();
        for (int i = 0; i < definition.groups().size(); i++) {
            var group = definition.groups().get(i);
            var at = "groups[" + i + "].";
            if (!names.add(group.name())) {
                throw refused(at + "name", "must be another for each group", group.name());
            }
            if (definition.hosts().stream().noneMatch(h -> group.name().equals(h.group()))) {
                throw refused(at + "name", "must be the group of one host at least", group.name());
            }
            if (group.stopFirst()) {
                requireStopFirst(definition, at + "stopFirst", group);
            }
        }
        if (definition.strategy().kind() == Strategy.Kind.BLUE_GREEN) {
            requireBlueAndGreen(definition);
        }
    }

    private static void requireStopFirst(Definition definition, String at, Group group) {
        if (group.balancer() && !definition.balancers().isEmpty()) {
            throw refused(at, "is for a group without a balancer (balancer: false)", group.name());
        }
        if (definition.steps().stop() == null) {
            throw refused(at, "needs steps.stop", group.name());
        }
    }

    private static void requireKnown(Definition definition) {
        var known = definition.groups().stream().map(Group::name).toList();
        for (int i = 0; i < definition.hosts().size(); i++) {
            var group = definition.hosts().get(i).group();
            if (group == null ? !known.isEmpty() : !known.contains(group)) {
                var rule =
                        known.isEmpty()
                                ? "there are no groups"
                                : "must be one of the groups " + String.join(", ", known);
                throw refused("hosts[" + i + "].group", rule, group == null ? "" : group);
            }
        }
    }

    private static void requireBlueAndGreen(Definition definition) {
        var names = definition.groups().stream().map(Group::name).collect(Collectors.toSet());
        if (!names.equals(Set.of("blue", "green"))
                || definition.balancers().isEmpty()
                || !definition.groups().stream().allMatch(Group::balancer)) {
            throw refused(
                    "strategy.kind",
                    "needs two groups, blue and green, behind a balancer",
                    "blue-green");
        }
        if (definition.hooks().has(StepName.BEFORE_BATCH)
                || definition.hooks().has(StepName.AFTER_BATCH)) {
            throw refused("strategy.kind", "has no batches for hooks to be around", "blue-green");
        }
    }

    private static Problem refused(String field, String rule, String value) {
        return Problem.invalid(field, "%s: %s, was \"%s\".".formatted(field, rule, value));
    }
}
