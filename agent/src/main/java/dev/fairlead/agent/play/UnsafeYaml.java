package dev.fairlead.agent.play;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values as YAML in which Ansible finds no template: every text is tagged {@code !unsafe}, so that
 * what stands in braces stays what it is.
 */
final class UnsafeYaml {
    private UnsafeYaml() {}

    static String of(Object value) {
        return switch (value) {
            case String text -> "!unsafe " + quoted(text);
            case Boolean truth -> truth.toString();
            case Number number -> number.toString();
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(e -> quoted(e.getKey().toString()) + ": " + of(e.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case Collection<?> list ->
                    list.stream().map(UnsafeYaml::of).collect(Collectors.joining(", ", "[", "]"));
            default -> throw new IllegalArgumentException("This is a bug: a " + value.getClass());
        };
    }

    /** In double quotes, with nothing but printable ASCII in them. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
        } else if (c >= ' ' && c <= '~') {
            quoted.append((char) c);
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            quoted.append("\\uFFFD"); // half a character is none
        } else {
            quoted.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
        }
    }
}
