package dev.fairlead.code;

import java.util.List;

/**
 * A page of history, newest first.
 *
 * @param more whether older ones follow
 * @param cut whether looking took too long, so that older ones may be missing
 */
public record Log(List<Entry> entries, boolean more, boolean cut) {
    /** A commit, and the path that the file had in it; empty where no path was asked for. */
    public record Entry(Commit commit, String path) {}

    /**
     * What history is asked for.
     *
     * @param from the commit to begin at
     * @param path only commits that changed it, a file also under its former names; empty for all
     * @param author only commits whose author's name or address has this in it; empty for all
     */
    public record Question(
            long repository, String from, String path, String author, int skip, int limit) {}
}
