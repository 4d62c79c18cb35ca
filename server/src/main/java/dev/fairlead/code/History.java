package dev.fairlead.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Branches and commits. */
@Component
class History {
    private record Dated(Branch branch, int time) {}

    private final Reader reader;

    History(Reader reader) {
        this.reader = reader;
    }

    Optional<String> resolve(Repository repository, String ref) {
        return reader.walk(
                repository,
                (git, walk) -> {
                    for (var prefix : List.of(Constants.R_HEADS, Constants.R_TAGS)) {
                        var found = git.getRefDatabase().exactRef(prefix + ref);
                        if (found != null && found.getObjectId() != null) {
                            return commit(walk, found.getObjectId());
                        }
                    }
                    return ObjectId.isId(ref)
                                    && git.getObjectDatabase().has(ObjectId.fromString(ref))
                            ? commit(walk, ObjectId.fromString(ref))
                            : Optional.empty();
                });
    }

    List<Branch> branches(Repository repository) {
        return reader.walk(
                repository,
                (git, walk) -> {
                    var dated = new ArrayList<Dated>();
                    for (var ref : git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                        dated.add(dated(walk, ref));
                    }
                    dated.sort(
                            Comparator.comparing((Dated each) ->
                                            !each.branch()
                                                    .name()
                                                    .equals(repository.defaultBranch()))
                                    .thenComparing(Dated::time, Comparator.reverseOrder()));
                    return dated.stream().map(Dated::branch).toList();
                });
    }

    Commit commit(Repository repository, String sha) {
        return reader.walk(repository, (_, walk) -> Commits.of(Reader.commit(walk, sha)));
    }

    List<Commit> from(Repository repository, String from, int skip, int limit) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    walk.markStart(Reader.commit(walk, from));
                    for (var i = 0; i < skip && walk.next() != null; i++) {}
                    return take(walk, limit);
                });
    }

    List<Commit> between(Repository repository, @Nullable String excluded, String to, int limit) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    walk.sort(RevSort.TOPO);
                    walk.markStart(Reader.commit(walk, to));
                    if (excluded != null) {
                        walk.markUninteresting(Reader.commit(walk, excluded));
                    }
                    return take(walk, limit);
                });
    }

    boolean isAncestor(Repository repository, String ancestor, String of) {
        return reader.walk(
                repository,
                (_, walk) ->
                        walk.isMergedInto(Reader.commit(walk, ancestor), Reader.commit(walk, of)));
    }

    Distance distance(Repository repository, String from, String to) {
        return reader.walk(
                repository,
                (_, walk) -> new Distance(count(walk, from, to), count(walk, to, from)));
    }

    private static int count(RevWalk walk, String excluded, String to) throws IOException {
        walk.reset();
        walk.markStart(Reader.commit(walk, to));
        walk.markUninteresting(Reader.commit(walk, excluded));
        var count = 0;
        while (count < Distance.MOST && walk.next() != null) {
            count++;
        }
        return count;
    }

    private static Dated dated(RevWalk walk, Ref ref) throws IOException {
        var commit = walk.parseCommit(ref.getObjectId());
        var name = ref.getName().substring(Constants.R_HEADS.length());
        return new Dated(new Branch(name, commit.name()), commit.getCommitTime());
    }

    private static List<Commit> take(RevWalk walk, int limit) throws IOException {
        var commits = new ArrayList<Commit>();
        for (RevCommit commit; commits.size() < limit && (commit = walk.next()) != null; ) {
            commits.add(Commits.of(commit));
        }
        return commits;
    }

    private static Optional<String> commit(RevWalk walk, ObjectId id) throws IOException {
        var object = walk.peel(walk.parseAny(id));
        return object instanceof RevCommit ? Optional.of(object.name()) : Optional.empty();
    }
}
