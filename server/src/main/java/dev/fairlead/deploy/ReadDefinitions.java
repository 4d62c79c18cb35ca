package dev.fairlead.deploy;

import tools.jackson.databind.json.JsonMapper;

/**
 * The definitions that were read last, by their text: every report of a step asks for the same one.
 * By its text and not by its version, because a version may be rolled back and made again.
 */
final class ReadDefinitions {
    private final JsonMapper json;
    private final Latest<String, Definition> latest = new Latest<>(300);

    ReadDefinitions(JsonMapper json) {
        this.json = json;
    }

    Definition of(String text) {
        return latest.find(text)
                .orElseGet(() -> {
                    var read = DefinitionReader.read(json.readTree(text));
                    latest.keep(text, read);
                    return read;
                });
    }
}
