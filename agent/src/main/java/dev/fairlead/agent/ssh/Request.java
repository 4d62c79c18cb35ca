package dev.fairlead.agent.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a shell at the other end is asked: a verb and values, each of them lines. The shell reads
 * them as data; nothing of a value is ever part of what it runs.
 */
public final class Request {
    private final StringBuilder lines;

    private Request(String verb) {
        lines = new StringBuilder(verb).append('\n');
    }

    public static Request of(String verb) {
        return new Request(verb);
    }

    /** A value of one line. */
    public Request line(String value) {
        if (value.chars().anyMatch(c -> c == '\n' || c == 0)) {
            throw new IllegalArgumentException("must be one line, was \"" + value + "\"");
        }
        lines.append(value).append('\n');
        return this;
    }

    public Request line(long value) {
        return line(Long.toString(value));
    }

    /** A value of as many lines as it has, their number before them. */
    public Request text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a command or a variable must not hold a NUL");
        }
        lines.append(value.chars().filter(c -> c == '\n').count() + 1).append('\n');
        lines.append(value).append('\n');
        return this;
    }

    /** For a shell that is a process of this machine. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes());
    }

    byte[] bytes() {
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
