package dev.fairlead.code;

import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdSubclassMap;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevBlob;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.transport.ConnectivityChecker;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * Everything that a pushed ref reaches is there, and every commit that it reaches came with the
 * push or was visible to the pusher before: a name alone does not bring back what was deleted.
 */
final class Connectivity implements ConnectivityChecker {
    @Override
    public void checkConnectivity(
            ConnectivityCheckInfo push, Set<ObjectId> visible, ProgressMonitor progress)
            throws IOException {
        progress.beginTask("Checking connectivity", ProgressMonitor.UNKNOWN);
        try (var walk = new ObjectWalk(push.getRepository())) {
            if (begin(walk, push, visible)) {
                var brought = push.getParser().getNewObjectIds();
                walkCommits(walk, brought, progress);
                walkObjects(walk, brought, push, progress);
            }
        } finally {
            progress.endTask();
        }
    }

    private static boolean begin(ObjectWalk walk, ConnectivityCheckInfo push, Set<ObjectId> visible)
            throws IOException {
        var any = false;
        for (var command : push.getCommands()) {
            if (command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED
                    && command.getType() != ReceiveCommand.Type.DELETE
                    && !visible.contains(command.getNewId())) {
                walk.markStart(walk.parseAny(command.getNewId()));
                any = true;
            }
        }
        if (any) {
            for (var each : visible) {
                walk.markUninteresting(walk.parseAny(each));
            }
        }
        return any;
    }

    private static void walkCommits(
            ObjectWalk walk, ObjectIdSubclassMap<ObjectId> brought, ProgressMonitor progress)
            throws IOException {
        for (RevObject commit; (commit = walk.next()) != null; ) {
            progress.update(1);
            if (!brought.contains(commit)) {
                throw missing(commit, Constants.TYPE_COMMIT);
            }
        }
    }

    private static void walkObjects(
            ObjectWalk walk,
            ObjectIdSubclassMap<ObjectId> brought,
            ConnectivityCheckInfo push,
            ProgressMonitor progress)
            throws IOException {
        var objects = push.getRepository().getObjectDatabase();
        for (RevObject object; (object = walk.nextObject()) != null; ) {
            progress.update(1);
            if (object instanceof RevTag && !brought.contains(object)) {
                throw missing(object, Constants.TYPE_TAG);
            }
            if (object instanceof RevBlob && !objects.has(object)) {
                throw missing(object, Constants.TYPE_BLOB);
            }
        }
    }

    private static MissingObjectException missing(AnyObjectId id, String type) {
        return new MissingObjectException(id.copy(), type);
    }
}
