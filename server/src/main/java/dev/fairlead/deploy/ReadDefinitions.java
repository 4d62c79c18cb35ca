package dev.fairlead.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The definitions that were read last, by their text: every report of a step asks for the same one.
 * By its text and not by its version, because a version may be rolled back and made again.
 */
final class ReadDefinitions {
    private static final int MOST = 300;

    private final JsonMapper json;
    private final Map<String, Definition> latest =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Definition> eldest) {
                    return size() > MOST;
                }
            };

    ReadDefinitions(JsonMapper json) {
        this.json = json;
    }

    Definition of(String text) {
        synchronized (latest) {
            var known = latest.get(text);
            if (known != null) {
                return known;
            }
        }
        var read = DefinitionReader.read(json.readTree(text));
        synchronized (latest) {
            latest.put(text, read);
        }
        return read;
    }
}
