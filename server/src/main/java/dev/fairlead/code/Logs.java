package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.TimeIsUp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jgit.diff.DiffConfig;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.FollowFilter;
import org.eclipse.jgit.revwalk.RenameCallback;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.springframework.stereotype.Component;

/** History of a path or of an author, which may have to look at every commit there is. */
@Component
class Logs {
    private static final Duration TIME = Duration.ofSeconds(3);

    private final Reader reader;
    private final Remembered<Log.Question, Log> remembered = new Remembered<>(100_000);

    Logs(Reader reader) {
        this.reader = reader;
    }

    Log log(Repository repository, Log.Question question) {
        return remembered.get(question).orElseGet(() -> look(repository, question));
    }

    private Log look(Repository repository, Log.Question question) {
        var entries = new ArrayList<Log.Entry>();
        try {
            reader.walkFor(
                    TIME,
                    repository,
                    (git, walk) -> {
                        walk.markStart(Reader.commit(walk, question.from()));
                        collect(walk, question, filter(git, walk, question), entries);
                        return true;
                    });
        } catch (TimeIsUp _) {
            return page(entries, question, true);
        }
        var weight = entries.stream().mapToLong(Logs::weight).sum();
        return remembered.keep(question, page(entries, question, false), weight);
    }

    private static long weight(Log.Entry entry) {
        return 5L + (entry.path().length() + entry.commit().message().length()) / 50;
    }

    private static Log page(List<Log.Entry> entries, Log.Question question, boolean cut) {
        var more = entries.size() > question.limit();
        var shown = entries.subList(0, Math.min(question.limit(), entries.size()));
        return new Log(List.copyOf(shown), more, cut);
    }

    /** Renames are told a commit ahead of the walk, so they are kept by commit. */
    private static Map<String, String> filter(
            GitRepository git, RevWalk walk, Log.Question question) throws IOException {
        var renames = new HashMap<String, String>();
        var path = question.path();
        if (path.isEmpty()) {
            return renames;
        }
        walk.setRewriteParents(false);
        if (isFollowed(walk, question)) {
            var follow = FollowFilter.create(path, git.getConfig().get(DiffConfig.KEY));
            follow.setRenameCallback(
                    new RenameCallback() {
                        @Override
                        public void renamed(DiffEntry entry) {}

                        @Override
                        public void renamed(DiffEntry entry, RevCommit commit) {
                            renames.put(commit.name(), entry.getOldPath());
                        }
                    });
            walk.setTreeFilter(follow);
        } else {
            walk.setTreeFilter(AndTreeFilter.create(new AtPath(path), TreeFilter.ANY_DIFF));
        }
        return renames;
    }

    /** Folders have no former names, and JGit follows names in UTF-8 only. */
    private static boolean isFollowed(RevWalk walk, Log.Question question) throws IOException {
        var found = Trees.at(walk, question.from(), question.path());
        return found != null
                && !FileMode.TREE.equals(found.mode().getBits())
                && !question.path().contains("\"");
    }

    private static void collect(
            RevWalk walk,
            Log.Question question,
            Map<String, String> renames,
            List<Log.Entry> entries)
            throws IOException {
        var path = question.path();
        var author = question.author().toLowerCase(Locale.ROOT);
        var skip = question.skip();
        for (RevCommit next; entries.size() <= question.limit() && (next = walk.next()) != null; ) {
            var commit = author.isEmpty() && skip > 0 ? null : Commits.of(next);
            var wanted = commit == null || isBy(author, commit.author());
            if (wanted && skip > 0) {
                skip--;
            } else if (wanted && commit != null) {
                entries.add(new Log.Entry(commit, path));
            }
            path = renames.getOrDefault(next.name(), path);
        }
    }

    private static boolean isBy(String author, Person person) {
        return author.isEmpty()
                || person.name().toLowerCase(Locale.ROOT).contains(author)
                || person.email().toLowerCase(Locale.ROOT).contains(author);
    }
}
