package dev.fairlead.code.web;

import dev.fairlead.code.TreeEntry;
import dev.fairlead.web.Place;
import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file, in the way that it can be shown. */
public record FilePage(Place place, Spot spot, TreeEntry entry, Shown shown) {
    /** How a file is shown. */
    public sealed interface Shown {}

    /** Lines with their numbers. */
    public record Lines(List<Content> lines, List<String> notes) implements Shown {}

    /** Lines with the commits that brought them. */
    public record Blamed(List<BlameGroup> groups, boolean cut) implements Shown {}

    /** A picture. */
    public record Picture(String url) implements Shown {}

    /** Text with its markup rendered. */
    public record Rendered(Content text) implements Shown {}

    /** Not at all, and why. */
    public record Hidden(String why) implements Shown {}

    public boolean isMarkdown() {
        return Prose.isMarkdown(spot.path());
    }

    public boolean isRendered() {
        return shown instanceof Rendered;
    }

    public boolean isBlamed() {
        return shown instanceof Blamed;
    }

    /** Whether it has bytes to look at or to keep. */
    public boolean hasBytes() {
        return entry.kind() != TreeEntry.Kind.SUBMODULE;
    }

    /** Whether its lines can be blamed on somebody. */
    public boolean hasLines() {
        return shown instanceof Lines || shown instanceof Blamed || shown instanceof Rendered;
    }

    public String source() {
        return spot.browse() + "&view=source";
    }

    public String download() {
        return spot.raw() + "&download=1";
    }

    public @Nullable String size() {
        return entry.size() < 0 ? null : Sizes.of(entry.size());
    }

    /** What it is, where that is not a plain file. */
    public @Nullable String kind() {
        return switch (entry.kind()) {
            case EXECUTABLE -> "executable";
            case LINK -> "symbolic link";
            case SUBMODULE -> "submodule";
            case FILE, FOLDER -> null;
        };
    }
}
