package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, over whatever connection. What goes wrong becomes a sentence for the client here, and
 * {@link #upload} writes it in the form that the client reads at that moment.
 */
final class Upload extends UploadPack {
    /** Not the client's doing; its message is for the client, its cause for the log. */
    static final class Failed extends PackProtocolException {
        private static final long serialVersionUID = 1;

        Failed(Exception cause) {
            super("Fairlead failed to answer, its log says why. Try again.", cause);
        }
    }

    private final GitRepository git;

    /**
     * @param talks whether both sides talk on one connection, rather than one question after
     *     another
     * @param protocol what the client says of the protocols it speaks
     */
    Upload(GitRepository git, boolean talks, @Nullable String protocol) {
        super(git);
        this.git = git;
        setBiDirectionalPipe(talks);
        setRefFilter(GitTransport.VISIBLE);
        setRequestValidator(new ReachableWants());
        if (protocol != null) {
            setExtraParameters(List.of(protocol.split(":")));
        }
    }

    @Override
    public void uploadWithExceptionPropagation(
            InputStream in, OutputStream out, @Nullable OutputStream messages) throws IOException {
        try {
            super.uploadWithExceptionPropagation(new DeepeningInput(in, git), out, messages);
        } catch (PackProtocolException | ServiceMayNotContinueException e) {
            throw e;
        } catch (MissingObjectException e) {
            throw new PackProtocolException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new Failed(e);
        }
    }
}
