package dev.fairlead.code.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * A command with what is found out before the transaction: what its new target peels to, and the
 * one that it gives up.
 */
record RefChange(
        ReceiveCommand command,
        @Nullable String peeled,
        @Nullable String oldPeeled,
        boolean byServer) {
    static List<RefChange> of(List<ReceiveCommand> commands, RevWalk walk, boolean byServer)
            throws IOException {
        var changes = new ArrayList<RefChange>();
        for (var command : commands) {
            command.updateType(walk);
            var oldPeeled = loses(command) ? peeled(command.getOldId(), walk) : null;
            changes.add(
                    new RefChange(command, peeled(command.getNewId(), walk), oldPeeled, byServer));
        }
        return changes;
    }

    boolean deletes() {
        return command.getType() == ReceiveCommand.Type.DELETE;
    }

    boolean creates() {
        return command.getType() == ReceiveCommand.Type.CREATE;
    }

    String name() {
        return command.getRefName();
    }

    /** Where the ref is expected to be; null for one that is to be created. */
    @Nullable String expected() {
        return ObjectId.zeroId().equals(command.getOldId()) ? null : command.getOldId().name();
    }

    /** The hidden ref that holds what the command deletes or overwrites; null for no such thing. */
    GitRows.@Nullable NewRef heldTip() {
        if (!loses(command)) {
            return null;
        }
        var old = command.getOldId().name();
        return new GitRows.NewRef(GitRepository.TIPS + old, old, oldPeeled, true);
    }

    private static boolean loses(ReceiveCommand command) {
        return (command.getType() == ReceiveCommand.Type.DELETE
                        || command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD)
                && !ObjectId.zeroId().equals(command.getOldId())
                && !command.getRefName().startsWith(GitRepository.HIDDEN);
    }

    private static @Nullable String peeled(ObjectId id, RevWalk walk) throws IOException {
        if (ObjectId.zeroId().equals(id)) {
            return null;
        }
        var object = walk.parseAny(id);
        return object instanceof RevTag ? walk.peel(object).name() : null;
    }
}
