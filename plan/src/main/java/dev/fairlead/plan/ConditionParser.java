package dev.fairlead.plan;

import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads on which commits a job runs. */
final class ConditionParser {
    private static final int LONGEST = 100;

    private ConditionParser() {}

    static Condition of(Node node) {
        var keys = YamlMapping.of(node, "when", Level.WHEN);
        return new Condition(
                Globs.of(keys.get("branches"), "branches"),
                Globs.of(keys.get("paths"), "paths"),
                keys.get("events").map(ConditionParser::events).orElse(List.of()));
    }

    private static List<Event> events(Node node) {
        return YamlScalars.list(node, "events", Event.values().length).stream()
                .map(ConditionParser::event)
                .toList();
    }

    private static Event event(Node node) {
        var word = YamlScalars.text(node, "an event", LONGEST);
        return Event.called(word)
                .orElseThrow(() ->
                        new PlanError(
                                node.getStartMark(),
                                "an event is one of %s, found '%s'"
                                        .formatted(Event.words(List.of(Event.values())), word)));
    }
}
