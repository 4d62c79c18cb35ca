package dev.fairlead.code.web;

import dev.fairlead.code.Browsing;
import dev.fairlead.code.Source;
import dev.fairlead.code.TreeEntry;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.RawText;
import org.springframework.stereotype.Component;

/** Decides how a file is shown. */
@Component
class FileViews {
    private static final int LARGEST_SHOWN = 1 << 20;
    private static final int MOST_LINES = 20_000;

    private final Source source;
    private final Browsing browsing;

    FileViews(Source source, Browsing browsing) {
        this.source = source;
        this.browsing = browsing;
    }

    TreeEntry entry(Spot spot) {
        return source.entry(spot.repository(), spot.sha(), spot.path())
                .orElseThrow(() -> Spots.missing(spot));
    }

    FilePage.Shown shown(Spot spot, TreeEntry entry, boolean asSource) {
        if (entry.kind() == TreeEntry.Kind.SUBMODULE) {
            return new FilePage.Hidden(
                    "A submodule at commit %s: its files are in another repository, which"
                                    .formatted(entry.id())
                            + " .gitmodules names.");
        }
        var isPicture = Pictures.type(spot.path()).isPresent();
        if (isPicture && !(asSource && spot.path().endsWith(".svg")) && !isPointer(spot, entry)) {
            return new FilePage.Picture(spot.raw());
        }
        if (entry.size() > LARGEST_SHOWN) {
            return new FilePage.Hidden(
                    "%s are too many to show; at most %s are. Download the file."
                            .formatted(Sizes.of(entry.size()), Sizes.of(LARGEST_SHOWN)));
        }
        return text(spot, entry, bytes(spot), asSource);
    }

    /** The lines with who brought them; as it is otherwise shown where it has none. */
    FilePage.Shown blame(Spot spot) {
        var shown = shown(spot, entry(spot), true);
        if (!(shown instanceof FilePage.Lines lines)) {
            return shown;
        }
        var blame = browsing.blame(spot.repository(), spot.sha(), spot.path());
        return new FilePage.Blamed(BlameGroup.of(blame, lines.lines()), blame.cut());
    }

    private FilePage.Shown text(Spot spot, TreeEntry entry, byte[] bytes, boolean asSource) {
        if (entry.kind() == TreeEntry.Kind.LINK) {
            return new FilePage.Hidden(
                    "A symbolic link to " + new String(bytes, StandardCharsets.UTF_8));
        }
        if (RawText.isBinary(bytes)) {
            return new FilePage.Hidden("A binary file of %s.".formatted(Sizes.of(bytes.length)));
        }
        var pointer = LfsPointer.of(bytes);
        if (pointer.isPresent() && !asSource) {
            return new FilePage.Hidden(
                    "A pointer of git LFS to %s bytes with SHA-256 %s, which are not in this"
                                    .formatted(pointer.get().size(), pointer.get().sha256())
                            + " repository.");
        }
        if (Prose.isMarkdown(spot.path()) && !asSource) {
            return new FilePage.Rendered(Prose.of(spot, spot.folder(false), bytes));
        }
        var text = FileText.of(bytes);
        return text.lines().size() > MOST_LINES
                ? new FilePage.Hidden(
                        "%d lines are too many to show; at most %d are. Look at it raw."
                                .formatted(text.lines().size(), MOST_LINES))
                : new FilePage.Lines(text.coloured(spot.name()), text.notes());
    }

    private boolean isPointer(Spot spot, TreeEntry entry) {
        return entry.size() >= 0 && entry.size() < 1024 && LfsPointer.of(bytes(spot)).isPresent();
    }

    private byte[] bytes(Spot spot) {
        return source.file(spot.repository(), spot.sha(), spot.path(), LARGEST_SHOWN)
                .orElseThrow(() -> Spots.missing(spot));
    }
}
