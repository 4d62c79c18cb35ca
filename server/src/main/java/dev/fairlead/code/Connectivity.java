package dev.fairlead.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdSubclassMap;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevBlob;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
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
                requireVisible(push, visible, walkCommits(walk, brought, progress));
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

    /** The commits that are reached and did not come with the push. */
    private static List<RevCommit> walkCommits(
            ObjectWalk walk, ObjectIdSubclassMap<ObjectId> brought, ProgressMonitor progress)
            throws IOException {
        var others = new ArrayList<RevCommit>();
        for (RevCommit commit; (commit = walk.next()) != null; ) {
            progress.update(1);
            if (!brought.contains(commit)) {
                others.add(commit);
                walk.markUninteresting(commit);
            }
        }
        return others;
    }

    /**
     * A walk goes by the dates of commits: where clocks disagree, or a second has many commits, it
     * comes to one that is visible before it knows so.
     */
    private static void requireVisible(
            ConnectivityCheckInfo push, Set<ObjectId> visible, List<RevCommit> others)
            throws IOException {
        if (others.isEmpty()) {
            return;
        }
        try (var walk = new RevWalk(push.getRepository())) {
            var wanted = new ArrayList<RevCommit>();
            for (var other : others) {
                wanted.add(walk.parseCommit(other));
            }
            var starts = new ArrayList<RevCommit>();
            for (var each : visible) {
                if (walk.peel(walk.parseAny(each)) instanceof RevCommit commit) {
                    starts.add(commit);
                }
            }
            var unseen =
                    walk.getObjectReader()
                            .createReachabilityChecker(walk)
                            .areAllReachable(wanted, starts.stream());
            if (unseen.isPresent()) {
                throw missing(unseen.get(), Constants.TYPE_COMMIT);
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
