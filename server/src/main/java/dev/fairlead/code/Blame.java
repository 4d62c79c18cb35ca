package dev.fairlead.code;

import java.util.List;

/**
 * Who wrote which lines of a file, from its first line on.
 *
 * @param cut whether looking took too long, so that parts are missing
 */
public record Blame(List<Part> parts, boolean cut) {
    /** Lines that one commit brought; start counts from 0, path is the file's in that commit. */
    public record Part(int start, int lines, Commit commit, String path) {}
}
