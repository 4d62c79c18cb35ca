package dev.fairlead.code;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPack.RequestValidator;

/**
 * Gives one commit whatever reaches it: every commit is built, also one that its branch has lost by
 * the time that an agent comes to it. Of all else, what visible refs reach.
 */
final class GivenWants implements RequestValidator {
    private final ObjectId given;
    private final RequestValidator others = new ReachableWants();

    GivenWants(ObjectId given) {
        this.given = given;
    }

    @Override
    public void checkWants(UploadPack upload, List<ObjectId> wants) throws IOException {
        var rest = wants.stream().filter(want -> !want.equals(given)).toList();
        if (!rest.isEmpty()) {
            others.checkWants(upload, rest);
        }
    }
}
