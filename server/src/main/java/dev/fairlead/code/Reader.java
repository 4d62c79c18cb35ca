package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.code.store.TimeIsUp;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.springframework.stereotype.Component;

/** Opens a repository for the time of one question. */
@Component
class Reader {
    /** What is asked of an open repository. */
    interface Question<T> {
        T ask(GitRepository git) throws IOException;
    }

    /** What is asked of an open repository about its commits. */
    interface Walk<T> {
        T ask(GitRepository git, RevWalk walk) throws IOException;
    }

    private final GitStore store;

    Reader(GitStore store) {
        this.store = store;
    }

    <T> T read(Repository repository, Question<T> question) {
        try (var git = store.open(repository.id())) {
            return question.ask(git);
        } catch (MissingObjectException | IncorrectObjectTypeException _) {
            throw Problem.notFound(repository + " has no such commit.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T walk(Repository repository, Walk<T> question) {
        return read(
                repository,
                git -> {
                    try (var walk = new RevWalk(git)) {
                        return question.ask(git, walk);
                    }
                });
    }

    /** As {@link #walk}, but reads no longer than this; then {@link TimeIsUp}. */
    <T> T walkFor(Duration time, Repository repository, Walk<T> question) {
        return walk(
                repository,
                (git, _) -> {
                    git.readFor(time);
                    try (var walk = new RevWalk(git)) {
                        return question.ask(git, walk);
                    }
                });
    }

    /** The commit of 40 hex digits; 404 for anything else. */
    static RevCommit commit(RevWalk walk, String sha) throws IOException {
        if (!ObjectId.isId(sha)) {
            throw Problem.notFound("\"" + sha + "\" is not a commit: 40 hex digits are.");
        }
        return walk.parseCommit(ObjectId.fromString(sha));
    }
}
