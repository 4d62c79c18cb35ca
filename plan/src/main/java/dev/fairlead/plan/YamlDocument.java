package dev.fairlead.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    private YamlDocument() {}

    /** A file's text. */
    static String text(String name, byte[] file, YamlLimits limits) {
        if (file.length > limits.bytes()) {
            throw new PlanError(
                    name,
                    "is %d bytes long; the limit is %d bytes"
                            .formatted(file.length, limits.bytes()));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException _) {
            throw new PlanError(name, "is not UTF-8 text");
        }
    }

    /** The root node of a file of that name; empty for an empty document. */
    static Optional<Node> read(String name, String text, YamlLimits limits) {
        var settings =
                LoadSettings.builder()
                        .setAllowDuplicateKeys(false)
                        .setCodePointLimit(limits.bytes())
                        .setLabel(name)
                        .build();
        try {
            check(settings, text, limits);
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new PlanError(e.getProblemMark().or(e::getContextMark), problem(e));
        } catch (YamlEngineException e) {
            throw new PlanError(name, String.valueOf(e.getMessage()));
        }
    }

    private static void check(LoadSettings settings, String text, YamlLimits limits) {
        int depth = 0;
        int values = 0;
        for (var event : new Parse(settings).parseString(text)) {
            depth += step(event);
            if (depth > limits.depth()) {
                throw new PlanError(
                        event.getStartMark(), "nested deeper than " + limits.depth() + " levels");
            }
            if (event instanceof NodeEvent && ++values > limits.values()) {
                throw new PlanError(
                        event.getStartMark(),
                        "more than " + limits.values() + " values in the file");
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
