package dev.fairlead.code;

import dev.fairlead.code.store.TimeIsUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.springframework.stereotype.Component;

/** Looks through the files of a commit, by name and by text, without an index. */
@Component
class Search {
    private static final Duration TIME = Duration.ofSeconds(2);
    private static final int MOST_PATHS = 100_000;
    private static final int MOST_FILES = 50;
    private static final int LARGEST_FILE = 1 << 20;

    private record Question(long repository, String commit) {}

    private record Wanted(long repository, String commit, String text) {}

    private final Reader reader;
    private final Remembered<Question, List<String>> paths = new Remembered<>(250_000);
    private final Remembered<Wanted, Hits> hits = new Remembered<>(100_000);

    Search(Reader reader) {
        this.reader = reader;
    }

    /** Paths that fit what somebody typed, the best first. */
    List<String> names(Repository repository, String commit, String typed, int limit) {
        return new NameRank(typed).best(paths(repository, commit), limit);
    }

    /** Lines that have the text, in whatever case. */
    Hits text(Repository repository, String commit, String text) {
        var question = new Wanted(repository.id(), commit, text);
        return hits.get(question).orElseGet(() -> look(repository, question));
    }

    private Hits look(Repository repository, Wanted wanted) {
        var files = new ArrayList<Hits.File>();
        try {
            var all =
                    reader.walkFor(
                            TIME,
                            repository,
                            (_, walk) -> look(walk, wanted.commit(), wanted.text(), files));
            var cut = all ? null : "More than %d files have it.".formatted(MOST_FILES);
            return hits.keep(wanted, new Hits(files, cut), 50L * (files.size() + 1));
        } catch (TimeIsUp _) {
            return new Hits(files, "Looking stopped after %d s.".formatted(TIME.toSeconds()));
        }
    }

    private List<String> paths(Repository repository, String commit) {
        var question = new Question(repository.id(), commit);
        var known = paths.get(question);
        if (known.isPresent()) {
            return known.get();
        }
        var all = allPaths(repository, commit);
        return paths.keep(question, all, 2L * (all.size() + 1));
    }

    private List<String> allPaths(Repository repository, String commit) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    var all = new ArrayList<String>();
                    try (var entries = files(walk, commit)) {
                        while (all.size() < MOST_PATHS && entries.next()) {
                            all.add(PathName.path(entries.getRawPath()));
                        }
                    }
                    return all;
                });
    }

    private static boolean look(RevWalk walk, String commit, String text, List<Hits.File> files)
            throws IOException {
        var lines = new LineSearch(pattern(text));
        try (var entries = files(walk, commit)) {
            while (entries.next()) {
                if (entries.getFileMode().getObjectType() != Constants.OBJ_BLOB
                        || FileMode.SYMLINK.equals(entries.getRawMode(0))) {
                    continue;
                }
                var found = lines.in(content(entries.getObjectReader(), entries));
                if (!found.lines().isEmpty()) {
                    if (files.size() == MOST_FILES) {
                        return false;
                    }
                    var path = PathName.path(entries.getRawPath());
                    files.add(new Hits.File(path, found.lines(), found.more()));
                }
            }
        }
        return true;
    }

    /** The text of a file; empty for one that is binary or too large to look into. */
    private static String content(ObjectReader objects, TreeWalk entry) throws IOException {
        var loader = objects.open(entry.getObjectId(0), Constants.OBJ_BLOB);
        if (loader.getSize() > LARGEST_FILE) {
            return "";
        }
        var bytes = loader.getCachedBytes(LARGEST_FILE);
        return RawText.isBinary(bytes) ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static TreeWalk files(RevWalk walk, String commit) throws IOException {
        var entries = new TreeWalk(walk.getObjectReader());
        entries.addTree(Reader.commit(walk, commit).getTree());
        entries.setRecursive(true);
        return entries;
    }

    private static Pattern pattern(String text) {
        var isAscii = text.chars().allMatch(c -> c < 0x80);
        return Pattern.compile(
                text,
                Pattern.LITERAL | Pattern.CASE_INSENSITIVE | (isAscii ? 0 : Pattern.UNICODE_CASE));
    }
}
