package dev.fairlead.code.web;

import gg.jte.Content;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a file, line by line as git counts them, and what one would not see.
 *
 * @param lines without their ends
 * @param notes short words on its encoding and line ends
 */
public record FileText(List<String> lines, List<String> notes) {
    static FileText of(byte[] bytes) {
        var notes = new ArrayList<String>();
        var text = decoded(bytes, notes);
        var lines = new ArrayList<String>();
        var carriages = 0;
        for (var start = 0; start < text.length(); ) {
            var end = text.indexOf('\n', start);
            var to = end < 0 ? text.length() : end;
            var isCrlf = end > start && text.charAt(end - 1) == '\r';
            carriages += isCrlf ? 1 : 0;
            lines.add(text.substring(start, isCrlf ? end - 1 : to));
            start = to + 1;
        }
        if (carriages > 0) {
            notes.add(carriages >= lines.size() - 1 ? "CRLF line ends" : "mixed line ends");
        }
        if (!text.isEmpty() && !text.endsWith("\n")) {
            notes.add("no newline at the end");
        }
        return new FileText(lines, notes);
    }

    /** Each line as HTML: coloured where the language is known, and with nothing hidden. */
    public List<Content> coloured(String name) {
        return Highlight.of(name, lines);
    }

    private static String decoded(byte[] bytes, List<String> notes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            notes.add("not UTF-8, shown as Latin-1");
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
