package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.code.TreeEntry;
import dev.fairlead.web.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder, or a file with its lines; why tells for a file why they are not shown.
 *
 * @param at the branch, tag or commit as it was asked for
 */
public record BrowsePage(
        Place place,
        Repository repository,
        String at,
        String path,
        List<TreeEntry> entries,
        @Nullable List<String> lines,
        @Nullable String why) {
    /** A part of the path, and the page of the folder up to it. */
    public record Part(String name, String url) {}

    public List<Part> parts() {
        var parts = new ArrayList<Part>();
        parts.add(new Part(repository.slug(), Addresses.browse(repository, "", at)));
        var end = path.indexOf('/');
        for (var start = 0; end > 0; end = path.indexOf('/', start)) {
            parts.add(
                    new Part(
                            path.substring(start, end),
                            Addresses.browse(repository, path.substring(0, end), at)));
            start = end + 1;
        }
        return parts;
    }

    public String name() {
        return path.isEmpty() ? repository.slug() : path.substring(path.lastIndexOf('/') + 1);
    }

    public String browse(TreeEntry entry) {
        return Addresses.browse(repository, entry.path(), at);
    }

    public String raw() {
        return Addresses.raw(repository, path, at);
    }

    public String commits() {
        return Addresses.commits(repository, at);
    }

    public boolean isFolder() {
        return lines == null && why == null;
    }
}
