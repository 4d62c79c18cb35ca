package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.identity.User;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Moves one ref for the server, with the record of who asked for it. What somebody asks for obeys
 * the branch rules like a push: 403 with their sentence.
 */
@Component
class RefMoves {
    private final Pushes pushes;
    private final Gate gate;

    RefMoves(Pushes pushes, Gate gate) {
        this.pushes = pushes;
        this.gate = gate;
    }

    static ReceiveCommand move(ObjectId from, ObjectId to, String ref) {
        return new ReceiveCommand(from.copy(), to.copy(), ref);
    }

    /** New commits are written by the user; false when the ref was not where the move begins. */
    boolean byWriter(
            GitRepository git,
            Repository repository,
            User by,
            ReceiveCommand move,
            Consumer<Object> inTransaction)
            throws IOException {
        var judging = gate.require(repository, by, move, false);
        return judged(git, judging, by, by, move, false, inTransaction);
    }

    /** Brings back a branch or tag that was lost; false when there is one of this name. */
    boolean again(GitRepository git, Repository repository, User by, ReceiveCommand move)
            throws IOException {
        var judging = gate.requireAgain(repository, by, move, false);
        return judged(git, judging, by, by, move, false, _ -> {});
    }

    /** A pull request's merge, made by nobody; false when the branch was not where it begins. */
    boolean byMerge(
            GitRepository git,
            Repository repository,
            User by,
            ReceiveCommand move,
            Consumer<Object> inTransaction)
            throws IOException {
        var judging = gate.require(repository, by, move, true);
        return judged(git, judging, by, null, move, true, inTransaction);
    }

    /**
     * A tag or a hidden ref, which are Fairlead's own and under no rule; its commits are made by
     * nobody. False when the ref was not where the move begins.
     */
    boolean byServer(
            GitRepository git,
            Repository repository,
            @Nullable User by,
            ReceiveCommand move,
            Consumer<Object> inTransaction)
            throws IOException {
        return apply(git, repository, by, null, move, _ -> {}, inTransaction);
    }

    private boolean judged(
            GitRepository git,
            Judging judging,
            User by,
            @Nullable User writer,
            ReceiveCommand move,
            boolean merges,
            Consumer<Object> inTransaction)
            throws IOException {
        return apply(
                git,
                judging.repository(),
                by,
                writer,
                move,
                moves -> gate.confirm(judging, by, moves, merges),
                inTransaction);
    }

    private boolean apply(
            GitRepository git,
            Repository repository,
            @Nullable User by,
            @Nullable User writer,
            ReceiveCommand move,
            Consumer<List<ReceiveCommand>> confirmed,
            Consumer<Object> inTransaction)
            throws IOException {
        var commands = List.of(move);
        var arrivals = Arrivals.of(git, commands, repository.defaultBranch());
        return git.update(
                commands,
                moves -> {
                    confirmed.accept(moves);
                    pushes.record(repository, by, writer, commands, arrivals, List.of());
                    inTransaction.accept(move);
                });
    }
}
