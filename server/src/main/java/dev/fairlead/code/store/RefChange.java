package dev.fairlead.code.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/** A command with what is found out before the transaction: what its new target peels to. */
record RefChange(ReceiveCommand command, @Nullable String peeled, boolean byServer) {
    static List<RefChange> of(List<ReceiveCommand> commands, RevWalk walk, boolean byServer)
            throws IOException {
        var changes = new ArrayList<RefChange>();
        for (var command : commands) {
            command.updateType(walk);
            changes.add(new RefChange(command, peeled(command, walk), byServer));
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

    private static @Nullable String peeled(ReceiveCommand command, RevWalk walk)
            throws IOException {
        if (ObjectId.zeroId().equals(command.getNewId())) {
            return null;
        }
        var object = walk.parseAny(command.getNewId());
        return object instanceof RevTag ? walk.peel(object).name() : null;
    }
}
