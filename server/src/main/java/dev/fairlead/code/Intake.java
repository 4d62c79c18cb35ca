package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceivePack;

/** Receives one push: what of it may come in at all, whatever refs it moves. */
final class Intake extends ReceivePack {
    /** A mirror may name a ref for each pull request that there ever was, all of them left out. */
    private static final long LONGEST_COMMANDS = 32L << 20;

    private final ObjectRules rules = new ObjectRules();

    Intake(GitRepository git, PushLimits limits) {
        super(git);
        var connectivity = new Connectivity();
        connectivityChecker =
                (push, visible, progress) -> {
                    checkSubmodules();
                    connectivity.checkConnectivity(push, visible, progress);
                };
        limits.bind(this);
        setCheckReceivedObjects(true);
        setRetainParsedObjectIDs(true);
        setObjectChecker(rules);
        setAllowPushOptions(true);
        setMaxCommandBytes(LONGEST_COMMANDS);
        var usual = getUnpackErrorHandler();
        setUnpackErrorHandler(failure -> usual.handleUnpackException(inWords(failure)));
    }

    private void checkSubmodules() throws IOException {
        for (var id : rules.gitmodules()) {
            var loader = getRepository().getObjectDatabase().open(id, Constants.OBJ_BLOB);
            var why =
                    loader.getSize() > Gitmodules.LARGEST
                            ? "it has %d bytes, the limit is %d"
                                    .formatted(loader.getSize(), Gitmodules.LARGEST)
                            : Gitmodules.refusal(
                                    new String(loader.getBytes(), StandardCharsets.UTF_8));
            if (why != null) {
                throw new CorruptObjectException(".gitmodules is refused: " + why);
            }
        }
    }

    private static Throwable inWords(Throwable failure) {
        return failure instanceof MissingObjectException missing
                ? new IOException(
                        "%s, which is neither in the push nor in what you see of the repository: fetch and push again"
                                .formatted(missing.getMessage()))
                : failure;
    }
}
