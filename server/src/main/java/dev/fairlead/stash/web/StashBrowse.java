package dev.fairlead.stash.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fairlead.code.TreeEntry;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands at a path, in Stash's words. */
final class StashBrowse {
    private StashBrowse() {}

    /** One line without its end. */
    record Line(String text) {}

    /** A part of a file's lines; size is how many there are in it. */
    record Lines(
            List<Line> lines,
            int start,
            int size,
            int limit,
            boolean isLastPage,
            @Nullable Integer nextPageStart) {
        static Lines of(List<String> all, int start, int limit) {
            var from = Math.min(start, all.size());
            var to = Math.min(all.size(), from + limit);
            var last = to == all.size();
            return new Lines(
                    all.subList(from, to).stream().map(Line::new).toList(),
                    start,
                    to - from,
                    limit,
                    last,
                    last ? null : to);
        }
    }

    /** A file that has no lines. */
    record Binary(boolean binary, Path path) {}

    /** A folder at a revision and what is in it. */
    record Folder(Path path, String revision, Page<Child> children) {}

    /** An entry of a folder. */
    record Child(Path path, String type, @Nullable Long size) {
        static Child of(TreeEntry entry) {
            var type =
                    switch (entry.kind()) {
                        case FOLDER -> "DIRECTORY";
                        case SUBMODULE -> "SUBMODULE";
                        case FILE, EXECUTABLE, LINK -> "FILE";
                    };
            var size = entry.size() < 0 ? null : entry.size();
            return new Child(Path.of(entry.name()), type, size);
        }
    }

    /** A path, also in parts. */
    record Path(
            List<String> components,
            String parent,
            String name,
            @JsonProperty("toString") String whole) {
        static Path of(String path) {
            var parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
            var slash = path.lastIndexOf('/');
            return new Path(
                    parts,
                    slash < 0 ? "" : path.substring(0, slash),
                    path.substring(slash + 1),
                    path);
        }
    }
}
