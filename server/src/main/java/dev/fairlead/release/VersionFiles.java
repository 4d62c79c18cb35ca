package dev.fairlead.release;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The build files of a project that hold its version, and the same with another one. */
final class VersionFiles {
    private static final Pattern GRADLE =
            Pattern.compile("(?m)^([ \\t]*version[ \\t]*[=:][ \\t]*)([^\\s]+)");

    private VersionFiles() {}

    /**
     * The files that change, by path; none for a project whose version lives in its tags alone.
     *
     * @param file a file's bytes by its path; empty where there is none
     * @throws IllegalArgumentException naming the file that cannot be read, and its line
     */
    static Map<String, byte[]> set(Function<String, Optional<byte[]>> file, String version) {
        Map<String, byte[]> changed =
                new LinkedHashMap<>(PomVersion.set(Reactor.read(file), version));
        edit(changed, file, "package.json", text -> packageJson(text, version));
        edit(changed, file, "gradle.properties", text -> gradle(text, version));
        return changed;
    }

    private static void edit(
            Map<String, byte[]> changed,
            Function<String, Optional<byte[]>> file,
            String path,
            Function<String, String> change) {
        file.apply(path)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .ifPresent(before -> {
                    var after = change.apply(before);
                    if (!after.equals(before)) {
                        changed.put(path, after.getBytes(StandardCharsets.ISO_8859_1));
                    }
                });
    }

    private static String gradle(String text, String version) {
        var line = GRADLE.matcher(text);
        return line.find()
                ? text.substring(0, line.start(2)) + version + text.substring(line.end(2))
                : text;
    }

    /** Only the version of the root object: dependencies and settings have keys of that name. */
    private static String packageJson(String text, String version) {
        try (var json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            var depth = 0;
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1
                        && token == JsonToken.VALUE_STRING
                        && "version".equals(json.currentName())) {
                    var from = (int) json.currentTokenLocation().getCharOffset();
                    return text.substring(0, from + 1)
                            + version
                            + text.substring(text.indexOf('"', from + 1));
                }
            }
            return text;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "package.json: line %d: %s"
                            .formatted(e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
    }
}
