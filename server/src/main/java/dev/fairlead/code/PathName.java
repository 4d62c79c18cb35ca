package dev.fairlead.code;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Names of files as text and back. Git's names are bytes: one that is not UTF-8 reads as git itself
 * quotes it, {@code "caf\351.txt"} with the quotes, and so does one that begins with a quote.
 */
final class PathName {
    private static final char QUOTE = '"';
    private static final Pattern PART =
            Pattern.compile("\\\\([0-3][0-7]{2})|\\\\([\"\\\\])|.", Pattern.DOTALL);

    private PathName() {}

    /** One name, without slashes. */
    static String of(byte[] name) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
            return text.startsWith("\"") ? quoted(name) : text;
        } catch (CharacterCodingException _) {
            return quoted(name);
        }
    }

    /** One name's bytes. */
    static byte[] bytes(String name) {
        var isQuoted = name.length() > 1 && name.charAt(0) == QUOTE && name.endsWith("\"");
        return isQuoted ? unquoted(name) : name.getBytes(StandardCharsets.UTF_8);
    }

    /** Names with slashes between them. */
    static String path(byte[] path) {
        var text = new StringBuilder();
        for (var start = 0; start <= path.length; ) {
            var end = start;
            while (end < path.length && path[end] != '/') {
                end++;
            }
            text.append(start == 0 ? "" : "/").append(of(Arrays.copyOfRange(path, start, end)));
            start = end + 1;
        }
        return text.toString();
    }

    /** The bytes of names with slashes between them. */
    static byte[] pathBytes(String path) {
        var bytes = new ByteArrayOutputStream();
        for (var name : path.split("/", -1)) {
            if (bytes.size() > 0) {
                bytes.write('/');
            }
            bytes.writeBytes(bytes(name));
        }
        return bytes.toByteArray();
    }

    private static String quoted(byte[] name) {
        var text = new StringBuilder().append(QUOTE);
        for (var each : name) {
            if (each == QUOTE || each == '\\') {
                text.append('\\').append((char) each);
            } else if (each >= ' ' && each < 0x7f) {
                text.append((char) each);
            } else {
                text.append("\\%03o".formatted(each & 0xff));
            }
        }
        return text.append(QUOTE).toString();
    }

    private static byte[] unquoted(String name) {
        var bytes = new ByteArrayOutputStream();
        var parts = PART.matcher(name.substring(1, name.length() - 1));
        while (parts.find()) {
            if (parts.group(1) != null) {
                bytes.write(Integer.parseInt(parts.group(1), 8));
            } else {
                var plain = parts.group(2) == null ? parts.group() : parts.group(2);
                bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
