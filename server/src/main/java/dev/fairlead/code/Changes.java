package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.springframework.stereotype.Component;

/**
 * Changes that the server itself makes to repositories. Each is one transaction with what its
 * callback does; a callback that throws undoes all of it. Each publishes {@link Pushed}, and each
 * that somebody asked for obeys the branch rules: 403 with the sentence of the one that refuses.
 */
@Component
public class Changes {
    private static final int ATTEMPTS = 3;

    /** Whether two branches merge: the conflicting paths, empty when they do. */
    public record Mergeability(boolean nothingToMerge, List<String> conflicts) {
        public boolean clean() {
            return !nothingToMerge && conflicts.isEmpty();
        }
    }

    private final Reader reader;
    private final RefMoves moves;
    private final Clock clock = Clock.systemUTC();

    Changes(Reader reader, RefMoves moves) {
        this.reader = reader;
        this.moves = moves;
    }

    /** Makes a branch at a commit; 409 when it exists, 400 for a name git refuses. */
    public Branch createBranch(User by, Repository repository, String name, String at) {
        RefNames.requireBranch(name);
        return reader.walk(
                repository,
                (git, walk) -> {
                    var commit = Reader.commit(walk, at);
                    var move = RefMoves.move(ObjectId.zeroId(), commit, Constants.R_HEADS + name);
                    if (!moves.byWriter(git, repository, by, move, _ -> {})) {
                        throw Problem.conflict(
                                "%s has a branch %s already, or one that has it as its folder."
                                        .formatted(repository, name));
                    }
                    return new Branch(name, commit.name());
                });
    }

    /** Deletes a branch, whatever it points to; never the default branch. */
    public void deleteBranch(User by, Repository repository, String name) {
        if (name.equals(repository.defaultBranch())) {
            throw Problem.conflict(name + " is the default branch and stays.");
        }
        reader.read(
                repository,
                git -> {
                    var tip = tip(git, repository, name);
                    var move = RefMoves.move(tip, ObjectId.zeroId(), Constants.R_HEADS + name);
                    if (!moves.byWriter(git, repository, by, move, _ -> {})) {
                        throw moved(name);
                    }
                    return true;
                });
    }

    /** Tries the merge of two commits in memory. */
    public Mergeability mergeability(Repository repository, String source, String target) {
        return reader.walk(
                repository, (git, walk) -> Merges.mergeability(git, walk, source, target));
    }

    /**
     * Merges the source commit into the target branch with a merge commit made by nobody (the
     * server), 409 when the target moved meanwhile in a way that conflicts.
     *
     * @param inTransaction gets the merge commit's sha, in the transaction that moves the branch
     */
    public String merge(
            User by,
            Repository repository,
            String sourceCommit,
            String targetBranch,
            String message,
            Consumer<String> inTransaction) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var merged =
                    reader.walk(
                            repository,
                            (git, walk) -> {
                                var tip = tip(git, repository, targetBranch);
                                var source = Reader.commit(walk, sourceCommit);
                                var target = walk.parseCommit(tip);
                                if (walk.isMergedInto(source, target)) {
                                    throw Problem.conflict(
                                            targetBranch + " has these commits already.");
                                }
                                ObjectId commit;
                                try (var inserter = git.newObjectInserter()) {
                                    commit =
                                            Merges.merge(
                                                    git,
                                                    inserter,
                                                    source,
                                                    target,
                                                    message,
                                                    person(by));
                                    inserter.flush();
                                }
                                var move =
                                        RefMoves.move(
                                                tip, commit, Constants.R_HEADS + targetBranch);
                                var done =
                                        moves.byMerge(
                                                git,
                                                repository,
                                                by,
                                                move,
                                                _ -> inTransaction.accept(commit.name()));
                                return done ? commit.name() : "";
                            });
            if (!merged.isEmpty()) {
                return merged;
            }
        }
        throw moved(targetBranch);
    }

    /**
     * Commits changed files on top of a parent and points a ref at it. The ref is full ({@code
     * refs/heads/x}, {@code refs/fairlead/releases/1.1.0}); only branches publish {@link Pushed}. A
     * commit on a hidden ref is made by nobody; on a branch its writer is {@code by}.
     */
    public String commit(
            User by,
            Repository repository,
            String parent,
            Map<String, byte[]> files,
            String message,
            String ref,
            Consumer<String> inTransaction) {
        RefNames.requireValid(ref);
        return reader.walk(
                repository,
                (git, walk) -> {
                    var commit = write(git, walk, by, parent, files, message);
                    var now = git.getRefDatabase().exactRef(ref);
                    var move =
                            RefMoves.move(
                                    now == null ? ObjectId.zeroId() : now.getObjectId(),
                                    commit,
                                    ref);
                    var hidden = ref.startsWith(GitRepository.HIDDEN);
                    if (!hidden && now != null && !now.getObjectId().name().equals(parent)) {
                        throw moved(ref);
                    }
                    Consumer<Object> then = _ -> inTransaction.accept(commit.name());
                    var done =
                            hidden
                                    ? moves.byServer(git, repository, by, move, then)
                                    : moves.byWriter(git, repository, by, move, then);
                    if (!done) {
                        throw moved(ref);
                    }
                    return commit.name();
                });
    }

    /** Makes an annotated tag in the current or a new transaction; 409 when it exists. */
    public void tag(Repository repository, String name, String commit, String message) {
        var ref = Constants.R_TAGS + name;
        RefNames.requireValid(ref);
        reader.walk(
                repository,
                (git, walk) -> {
                    var tag = new TagBuilder();
                    tag.setObjectId(Reader.commit(walk, commit));
                    tag.setTag(name);
                    tag.setTagger(person("Fairlead", "fairlead@localhost"));
                    tag.setMessage(message);
                    try (var inserter = git.newObjectInserter()) {
                        var id = inserter.insert(tag);
                        inserter.flush();
                        var move = RefMoves.move(ObjectId.zeroId(), id, ref);
                        if (!moves.byServer(git, repository, null, move, _ -> {})) {
                            throw Problem.conflict(
                                    "%s has a tag %s already.".formatted(repository, name));
                        }
                    }
                    return true;
                });
    }

    private ObjectId write(
            GitRepository git,
            RevWalk walk,
            User by,
            String parent,
            Map<String, byte[]> files,
            String message)
            throws IOException {
        try (var inserter = git.newObjectInserter()) {
            var commit =
                    Edits.commit(
                            walk.getObjectReader(),
                            inserter,
                            Reader.commit(walk, parent),
                            files,
                            message,
                            person(by));
            inserter.flush();
            return commit;
        }
    }

    private static ObjectId tip(GitRepository git, Repository repository, String branch)
            throws IOException {
        var ref = git.getRefDatabase().exactRef(Constants.R_HEADS + branch);
        if (ref == null || ref.getObjectId() == null) {
            throw Problem.notFound("%s has no branch %s.".formatted(repository, branch));
        }
        return ref.getObjectId();
    }

    private PersonIdent person(User user) {
        return person(user.displayName(), user.email());
    }

    private PersonIdent person(String name, String email) {
        return new PersonIdent(name, email, clock.instant(), ZoneOffset.UTC);
    }

    private static Problem moved(String ref) {
        return Problem.conflict(ref + " has moved meanwhile. Look at it again and try once more.");
    }
}
