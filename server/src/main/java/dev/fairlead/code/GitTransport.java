package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.identity.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.RefFilter;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Git's smart protocol, one request at a time, as a client of HTTP speaks it. */
@Component
public class GitTransport {
    static final RefFilter VISIBLE =
            refs ->
                    refs.entrySet().stream()
                            .filter(ref -> !ref.getKey().startsWith(GitRepository.HIDDEN))
                            .collect(
                                    Collectors.toMap(
                                            entry -> entry.getKey(), entry -> entry.getValue()));

    private final GitStore store;
    private final Receiving receiving;

    GitTransport(GitStore store, Receiving receiving) {
        this.store = store;
        this.receiving = receiving;
    }

    /** Tells who fetches what there is; {@code protocol} is the client's Git-Protocol header. */
    public void advertiseFetch(Repository repository, @Nullable String protocol, OutputStream out)
            throws IOException {
        try (var git = store.open(repository.id());
                var upload = upload(git, protocol)) {
            var packets = new PacketLineOutRefAdvertiser(new PacketLineOut(out));
            upload.sendAdvertisedRefs(packets, "git-upload-pack");
        }
    }

    /**
     * Answers one question of a fetch.
     *
     * @throws PackProtocolException with a sentence for the client, when it asks for what is not
     *     there, not its to ask for, or not understood
     */
    public void fetch(
            Repository repository, @Nullable String protocol, InputStream in, OutputStream out)
            throws IOException {
        try (var git = store.open(repository.id());
                var upload = upload(git, protocol)) {
            upload.uploadWithExceptionPropagation(in, out, null);
        } catch (UnsupportedOperationException e) {
            throw new PackProtocolException(
                    "--deepen is not understood here: use --depth=<commits>, --shallow-since=<date>"
                            + " or --unshallow",
                    e);
        } catch (MissingObjectException e) {
            throw new PackProtocolException(e.getMessage(), e);
        }
    }

    /** Tells who pushes where the refs are. */
    public void advertisePush(Repository repository, User pusher, OutputStream out)
            throws IOException {
        try (var git = store.open(repository.id())) {
            var packets = new PacketLineOut(out);
            packets.writeString("# service=git-receive-pack\n");
            packets.end();
            receiving
                    .of(git, repository, pusher)
                    .sendAdvertisedRefs(new PacketLineOutRefAdvertiser(packets));
        }
    }

    /** Takes a push: in quarantine, then by one transaction or not at all. */
    public void push(Repository repository, User pusher, InputStream in, OutputStream out)
            throws IOException {
        try (var git = store.open(repository.id())) {
            receiving.of(git, repository, pusher).receive(in, out, null);
        }
    }

    /**
     * Takes what another server sent for a push into an empty repository.
     *
     * @param adopted what is to be the default branch
     * @param inTransaction commits together with the refs; what it throws takes all of it back
     */
    void adopt(
            Repository repository,
            User importer,
            @Nullable String adopted,
            InputStream in,
            OutputStream out,
            Runnable inTransaction)
            throws IOException {
        try (var git = store.open(repository.id())) {
            receiving.of(git, repository, importer, adopted, inTransaction).receive(in, out, null);
        }
    }

    /** A whole fetch over one connection that both sides talk on. */
    public void serveFetch(
            Repository repository,
            @Nullable String protocol,
            InputStream in,
            OutputStream out,
            OutputStream messages)
            throws IOException {
        try (var git = store.open(repository.id());
                var upload = upload(git, protocol)) {
            upload.setBiDirectionalPipe(true);
            upload.upload(in, out, messages);
        }
    }

    /** A whole push over one connection that both sides talk on. */
    public void servePush(
            Repository repository,
            User pusher,
            InputStream in,
            OutputStream out,
            OutputStream messages)
            throws IOException {
        try (var git = store.open(repository.id())) {
            var receive = receiving.of(git, repository, pusher);
            receive.setBiDirectionalPipe(true);
            receive.receive(in, out, messages);
        }
    }

    private static UploadPack upload(GitRepository git, @Nullable String protocol) {
        var upload = new UploadPack(git);
        upload.setBiDirectionalPipe(false);
        upload.setRefFilter(VISIBLE);
        upload.setRequestValidator(new ReachableWants());
        if (protocol != null) {
            upload.setExtraParameters(List.of(protocol.split(":")));
        }
        return upload;
    }
}
