package dev.fairlead.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * The commits that a change of refs brings, found before its transaction, because that takes time.
 *
 * @param byRef commits that no ref reached before, oldest first, by the ref that brings them
 * @param known those of them that are read already, by sha; all when there are not too many
 * @param ahead how many commits each moved branch has that the default branch has not, 1000 at most
 * @param first whether the repository had no branch before
 */
record Arrivals(
        Map<String, List<String>> byRef,
        Map<String, Commit> known,
        Map<String, Integer> ahead,
        boolean first) {
    static final int MOST_OWED = 500;
    private static final int MOST_COUNTED = 1_000;

    static Arrivals of(Repository git, List<ReceiveCommand> commands, String defaultBranch)
            throws IOException {
        var heads = git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS);
        var byRef = new LinkedHashMap<String, List<String>>();
        try (var walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            var seen = new ArrayList<RevCommit>();
            for (var ref : git.getRefDatabase().getRefs()) {
                add(seen, commit(walk, ref.getObjectId()));
            }
            for (var command : commands) {
                var tip = commit(walk, command.getNewId());
                if (tip != null) {
                    byRef.put(command.getRefName(), arriving(walk, tip, seen));
                    seen.add(tip);
                }
            }
        }
        return new Arrivals(
                byRef,
                read(git, byRef),
                ahead(git, commands, heads, defaultBranch),
                heads.isEmpty());
    }

    List<String> shas() {
        return byRef.values().stream().flatMap(List::stream).toList();
    }

    /** The commits to build, given those that are new indeed. */
    List<Pushed.Owed> owed(Set<String> fresh) {
        var all = new ArrayList<Pushed.Owed>();
        byRef.forEach((ref, shas) -> {
            if (ref.startsWith(Constants.R_HEADS)) {
                owe(ref.substring(Constants.R_HEADS.length()), shas, fresh, all);
            }
        });
        return all;
    }

    private void owe(String branch, List<String> shas, Set<String> fresh, List<Pushed.Owed> all) {
        var some = first || fresh.size() > MOST_OWED ? lastOf(shas) : shas;
        for (var sha : some) {
            var commit = known.get(sha);
            if (commit != null && fresh.contains(sha)) {
                all.add(new Pushed.Owed(branch, commit));
            }
        }
    }

    private static List<String> lastOf(List<String> shas) {
        return shas.isEmpty() ? shas : List.of(shas.getLast());
    }

    private static List<String> arriving(RevWalk walk, RevCommit tip, List<RevCommit> seen)
            throws IOException {
        walk.reset();
        walk.sort(RevSort.TOPO);
        walk.markStart(tip);
        for (var each : seen) {
            walk.markUninteresting(each);
        }
        var shas = new ArrayList<String>();
        for (RevCommit commit; (commit = walk.next()) != null; ) {
            shas.add(commit.name());
        }
        return shas.reversed();
    }

    private static Map<String, Commit> read(Repository git, Map<String, List<String>> byRef)
            throws IOException {
        var commits = new HashMap<String, Commit>();
        var few = byRef.values().stream().mapToInt(List::size).sum() <= MOST_OWED;
        try (var walk = new RevWalk(git)) {
            for (var shas : byRef.values()) {
                for (var sha : few ? shas : lastOf(shas)) {
                    var commit = walk.parseCommit(ObjectId.fromString(sha));
                    commits.put(sha, Commits.of(commit));
                }
            }
        }
        return commits;
    }

    private static Map<String, Integer> ahead(
            Repository git, List<ReceiveCommand> commands, List<Ref> heads, String defaultBranch)
            throws IOException {
        var main =
                heads.stream()
                        .filter(head -> head.getName().equals(Constants.R_HEADS + defaultBranch))
                        .findFirst();
        var ahead = new HashMap<String, Integer>();
        for (var command : commands) {
            if (main.isPresent() && command.getRefName().startsWith(Constants.R_HEADS)) {
                var count = count(git, command.getNewId(), main.get().getObjectId());
                ahead.put(command.getRefName(), count);
            }
        }
        return ahead;
    }

    private static int count(Repository git, ObjectId tip, ObjectId excluded) throws IOException {
        try (var walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            var start = commit(walk, tip);
            if (start == null) {
                return 0;
            }
            walk.markStart(start);
            walk.markUninteresting(walk.parseCommit(excluded));
            var count = 0;
            while (count < MOST_COUNTED && walk.next() != null) {
                count++;
            }
            return count;
        }
    }

    private static void add(List<RevCommit> commits, @Nullable RevCommit commit) {
        if (commit != null) {
            commits.add(commit);
        }
    }

    /** The commit that an object is or peels to; null for a deleted ref and for other objects. */
    private static @Nullable RevCommit commit(RevWalk walk, @Nullable ObjectId id)
            throws IOException {
        if (id == null || ObjectId.zeroId().equals(id)) {
            return null;
        }
        var object = walk.peel(walk.parseAny(id));
        return object instanceof RevCommit commit ? commit : null;
    }
}
