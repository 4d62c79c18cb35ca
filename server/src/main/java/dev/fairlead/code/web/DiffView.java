package dev.fairlead.code.web;

import dev.fairlead.code.Diff;
import dev.fairlead.code.DiffLook;
import dev.fairlead.code.FileDiff;
import dev.fairlead.code.FileDiff.Content;
import dev.fairlead.code.Repository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a diff as it is shown, and where the rest of it is. */
public record DiffView(Repository repository, Diff diff, DiffLook look) {
    /** Rows of one file that are shown at once. */
    static final int ROWS = 300;

    /** Names that are listed above the files. */
    private static final int NAMES = 500;

    public List<String> names() {
        return diff.names().subList(0, Math.min(NAMES, diff.names().size()));
    }

    public int unlisted() {
        return diff.names().size() - names().size();
    }

    public String counted() {
        return diff.names().size() == 1
                ? "1 file changed"
                : "%,d files changed".formatted(diff.names().size());
    }

    /** The place of a file on this page, or a page of its own while it is not on it. */
    public String link(int index) {
        return index < diff.skip() + diff.files().size()
                ? "#" + anchor(index)
                : only(diff.names().get(index));
    }

    public String anchor(int index) {
        return "file-" + (index + 1);
    }

    /** The files after these; null where there are none. */
    public @Nullable String more() {
        return diff.next().isPresent() ? address() + "&skip=" + diff.next().getAsInt() : null;
    }

    /** A page of one file. */
    public String only(String path) {
        return address() + "&path=" + Addresses.encoded(path);
    }

    /**
     * Some rows of a file.
     *
     * @param more where the rows after them are; null where there are none
     */
    public record Rows(List<DiffRow> shown, @Nullable String more) {}

    public Rows rows(FileDiff file, int from) {
        var all = all(file);
        var begin = Math.min(from, all.size());
        var end = Math.min(begin + ROWS, all.size());
        var more = end < all.size() ? only(file.path()) + "&row=" + end : null;
        return new Rows(all.subList(begin, end), more);
    }

    private List<DiffRow> all(FileDiff file) {
        if (!(file.content() instanceof Content.Text text)) {
            return List.of();
        }
        return look.side() ? DiffRow.sideBySide(text) : DiffRow.unified(text);
    }

    private String address() {
        var base = diff.base() == null ? "" : diff.base();
        return "%s/diff?base=%s&head=%s".formatted(repository.url(), base, diff.head());
    }
}
