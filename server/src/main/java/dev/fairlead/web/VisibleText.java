package dev.fairlead.web;

import gg.jte.Content;
import java.util.function.IntPredicate;

/**
 * Text from elsewhere in which nothing hides: characters that cannot be seen, or that turn around
 * what stands beside them, are shown by their number.
 */
public final class VisibleText {
    private VisibleText() {}

    public static Content of(String text) {
        return output -> output.writeContent(html(text));
    }

    /** The text as HTML, escaped. */
    public static String html(String text) {
        var html = new StringBuilder(text.length() + 16);
        append(html, text, 0, text.length());
        return html.toString();
    }

    /** Adds a part of the text as HTML, escaped. */
    public static void append(StringBuilder html, CharSequence text, int from, int to) {
        for (var i = from; i < to; ) {
            var character = Character.codePointAt(text, i);
            switch (character) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&#34;");
                case '\'' -> html.append("&#39;");
                default -> {
                    if (isHidden(character)) {
                        mark(html, character);
                    } else {
                        html.appendCodePoint(character);
                    }
                }
            }
            i += Character.charCount(character);
        }
    }

    /** Whether the text has any character that would not be seen. */
    public static boolean hides(String text) {
        return text.codePoints().anyMatch((IntPredicate) VisibleText::isHidden);
    }

    private static void mark(StringBuilder html, int character) {
        var name = Character.getName(character);
        html.append("<span class=\"hidden-char\" title=\"")
                .append(name == null ? "unassigned" : name.replace("<", "").replace(">", ""))
                .append("\">U+%04X</span>".formatted(character));
    }

    private static boolean isHidden(int character) {
        if (character < 0x7f) {
            return character < ' ' && character != '\t' && character != '\n';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.UNASSIGNED ->
                    true;
            default ->
                    // Letters of Hangul and Braille that are drawn as nothing.
                    character == 0x115f
                            || character == 0x1160
                            || character == 0x3164
                            || character == 0xffa0
                            || character == 0x2800;
        };
    }
}
