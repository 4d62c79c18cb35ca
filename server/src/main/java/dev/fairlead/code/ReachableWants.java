package dev.fairlead.code;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPack.ReachableCommitRequestValidator;
import org.eclipse.jgit.transport.UploadPack.RequestValidator;
import org.eclipse.jgit.transport.WantNotValidException;

/**
 * Gives what visible refs reach and nothing else, also single trees and blobs, which partial clones
 * ask for later. JGit finds those by its bitmaps only; a repository that is too small or too new to
 * have any is walked.
 */
final class ReachableWants implements RequestValidator {
    private final RequestValidator usual = new ReachableCommitRequestValidator();

    @Override
    public void checkWants(UploadPack upload, List<ObjectId> wants) throws IOException {
        var objects = upload.getRevWalk().getObjectReader();
        if (objects.getBitmapIndex() != null || areCommits(objects, wants)) {
            usual.checkWants(upload, wants);
        } else {
            walk(objects, upload.getAdvertisedRefs().values(), wants);
        }
    }

    private static boolean areCommits(ObjectReader objects, List<ObjectId> wants)
            throws IOException {
        try (var walk = new RevWalk(objects)) {
            for (var want : wants) {
                if (!(walk.parseAny(want) instanceof RevCommit)) {
                    return false;
                }
            }
            return true;
        } catch (MissingObjectException e) {
            throw new WantNotValidException(e.getObjectId(), e);
        }
    }

    private static void walk(ObjectReader objects, Collection<Ref> visible, List<ObjectId> wants)
            throws IOException {
        var left = new HashSet<>(wants);
        try (var walk = new ObjectWalk(objects)) {
            walk.setRetainBody(false);
            for (var ref : visible) {
                if (ref.getObjectId() != null) {
                    walk.markStart(walk.parseAny(ref.getObjectId()));
                }
            }
            for (RevObject found; !left.isEmpty() && (found = walk.next()) != null; ) {
                left.remove(found);
            }
            for (RevObject found; !left.isEmpty() && (found = walk.nextObject()) != null; ) {
                left.remove(found);
            }
        }
        if (!left.isEmpty()) {
            throw new WantNotValidException(left.iterator().next());
        }
    }
}
