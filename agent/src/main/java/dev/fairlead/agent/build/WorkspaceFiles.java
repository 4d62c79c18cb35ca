package dev.fairlead.agent.build;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds what a build left, by globs like {@code target/*.jar} and {@code **}{@code /TEST-*.xml}.
 * Links are neither followed nor found. Nothing of the build runs any more when this looks.
 */
record WorkspaceFiles(Path root) {
    private static final int MOST_VISITED = 500_000;

    /** The files that any of the globs names, in the order of their names. */
    List<Path> matching(List<String> globs) throws IOException {
        if (globs.isEmpty()) {
            return List.of();
        }
        var matchers = globs.stream().flatMap(WorkspaceFiles::matchers).toList();
        var found = new ArrayList<Path>();
        Files.walkFileTree(root, new Search(matchers, found));
        found.sort(null);
        return found;
    }

    String name(Path file) {
        return root.relativize(file).toString();
    }

    /** A leading {@code **}{@code /} means any folder, also none. */
    private static Stream<PathMatcher> matchers(String glob) {
        var files = FileSystems.getDefault();
        var whole = Stream.of(files.getPathMatcher("glob:" + glob));
        return glob.startsWith("**/")
                ? Stream.concat(whole, Stream.of(files.getPathMatcher("glob:" + glob.substring(3))))
                : whole;
    }

    private final class Search extends SimpleFileVisitor<Path> {
        private final List<PathMatcher> matchers;
        private final List<Path> found;
        private int visited;

        Search(List<PathMatcher> matchers, List<Path> found) {
            this.matchers = matchers;
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (++visited > MOST_VISITED) {
                throw new IOException(
                        "the workspace holds more than %d files, the limit"
                                .formatted(MOST_VISITED));
            }
            var name = root.relativize(file);
            if (attributes.isRegularFile() && matchers.stream().anyMatch(m -> m.matches(name))) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
