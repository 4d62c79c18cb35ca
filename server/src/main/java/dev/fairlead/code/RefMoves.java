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

/** Moves one ref for the server, with the record of who asked for it. */
@Component
class RefMoves {
    private final Pushes pushes;

    RefMoves(Pushes pushes) {
        this.pushes = pushes;
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
        return apply(git, repository, by, by, move, inTransaction);
    }

    /**
     * New commits are made by nobody, and only a tag or a hidden ref needs nobody who asked for it;
     * false when the ref was not where the move begins.
     */
    boolean byServer(
            GitRepository git,
            Repository repository,
            @Nullable User by,
            ReceiveCommand move,
            Consumer<Object> inTransaction)
            throws IOException {
        return apply(git, repository, by, null, move, inTransaction);
    }

    private boolean apply(
            GitRepository git,
            Repository repository,
            @Nullable User by,
            @Nullable User writer,
            ReceiveCommand move,
            Consumer<Object> inTransaction)
            throws IOException {
        var commands = List.of(move);
        var arrivals = Arrivals.of(git, commands, repository.defaultBranch());
        return git.update(
                commands,
                _ -> {
                    pushes.record(repository, by, writer, commands, arrivals);
                    inTransaction.accept(move);
                });
    }
}
