package dev.fairlead.plan;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads YAML that anybody may have written: the events are walked first, without recursion, and the
 * tree is composed only of a document that is small, shallow and without aliases.
 */
final class YamlDocument {
    static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_VALUES = 2_000;

    private YamlDocument() {}

    /** The root node of a file of that name; empty for an empty document. */
    static Optional<Node> read(String name, String text) {
        var settings =
                LoadSettings.builder()
                        .setAllowDuplicateKeys(false)
                        .setCodePointLimit(MAX_BYTES)
                        .setLabel(name)
                        .build();
        try {
            check(settings, text);
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new PlanError(e.getProblemMark().or(e::getContextMark), problem(e));
        } catch (YamlEngineException e) {
            throw new PlanError(name, String.valueOf(e.getMessage()));
        }
    }

    private static void check(LoadSettings settings, String text) {
        int depth = 0;
        int values = 0;
        for (var event : new Parse(settings).parseString(text)) {
            depth += step(event);
            if (depth > MAX_DEPTH) {
                throw new PlanError(
                        event.getStartMark(), "nested deeper than " + MAX_DEPTH + " levels");
            }
            if (event instanceof NodeEvent && ++values > MAX_VALUES) {
                throw new PlanError(
                        event.getStartMark(), "more than " + MAX_VALUES + " values in the file");
            }
            if (event.getEventId() == Event.ID.Alias) {
                throw new PlanError(
                        event.getStartMark(), "aliases (*name) are not allowed; write it out");
            }
        }
    }

    private static int step(Event event) {
        if (event instanceof CollectionStartEvent) {
            return 1;
        }
        var id = event.getEventId();
        return id == Event.ID.MappingEnd || id == Event.ID.SequenceEnd ? -1 : 0;
    }

    private static String problem(MarkedYamlEngineException e) {
        var problem = e.getProblem();
        return problem == null ? "is not YAML" : "is not YAML: " + problem;
    }
}
