package dev.fairlead.code.web;

import dev.fairlead.code.Source;
import dev.fairlead.code.TreeEntry;
import dev.fairlead.web.Markdown;
import dev.fairlead.web.RelativeLink;
import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Markdown of a repository: links and images lead to what stands beside it, at the same ref. */
@Component
class Prose {
    private static final int LONGEST = 256 << 10;

    private final Source source;

    Prose(Source source) {
        this.source = source;
    }

    static boolean isMarkdown(String path) {
        return path.toLowerCase(Locale.ROOT).matches("(?s).*\\.(md|markdown)");
    }

    static Content of(Spot spot, String folder, byte[] bytes) {
        return Markdown.file(
                new String(bytes, StandardCharsets.UTF_8),
                to ->
                        RelativeLink.of(folder, to)
                                .map(link -> spot.browse(link.path()) + fragment(link))
                                .orElse(to),
                to -> RelativeLink.of(folder, to).map(link -> spot.raw(link.path())).orElse(to));
    }

    /** Sections of Markdown have ids of their own; lines of other files are what they are. */
    private static String fragment(RelativeLink link) {
        return isMarkdown(link.path()) ? Markdown.section(link.fragment()) : link.fragment();
    }

    /** The README of a folder. */
    Optional<Content> readme(Spot spot, List<TreeEntry> entries) {
        return entries.stream()
                .filter(entry ->
                        entry.name().toLowerCase(Locale.ROOT).matches("readme\\.(md|markdown)"))
                .filter(entry -> entry.size() >= 0 && entry.size() <= LONGEST)
                .findFirst()
                .flatMap(entry -> source.file(spot.repository(), spot.sha(), entry.path(), LONGEST))
                .map(bytes -> of(spot, spot.path(), bytes));
    }
}
