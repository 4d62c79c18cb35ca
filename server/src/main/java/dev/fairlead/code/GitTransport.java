package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.identity.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.RefFilter;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Git's smart protocol, one request at a time, as a client of HTTP speaks it. */
@Component
public class GitTransport {
    private static final Logger log = LoggerFactory.getLogger(GitTransport.class);

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
                var upload = new Upload(git, false, protocol)) {
            var packets = new PacketLineOutRefAdvertiser(new PacketLineOut(out));
            upload.sendAdvertisedRefs(packets, "git-upload-pack");
        }
    }

    /**
     * Answers one question of a fetch.
     *
     * @throws UploadPackInternalServerErrorException when the client was told why it gets nothing
     */
    public void fetch(
            Repository repository, @Nullable String protocol, InputStream in, OutputStream out)
            throws IOException {
        try (var git = store.open(repository.id());
                var upload = new Upload(git, false, protocol)) {
            answer(repository, upload, in, out, null);
        }
    }

    /**
     * The same for who may have one commit whatever reaches it.
     *
     * @param commit null for none
     */
    public void fetch(
            Repository repository,
            @Nullable String commit,
            @Nullable String protocol,
            InputStream in,
            OutputStream out)
            throws IOException {
        try (var git = store.open(repository.id());
                var upload = new Upload(git, false, protocol)) {
            if (commit != null) {
                upload.setRequestValidator(new GivenWants(ObjectId.fromString(commit)));
            }
            answer(repository, upload, in, out, null);
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

    /**
     * A whole fetch over one connection that both sides talk on.
     *
     * @throws UploadPackInternalServerErrorException when the client was told why it gets nothing
     */
    public void serveFetch(
            Repository repository,
            @Nullable String protocol,
            InputStream in,
            OutputStream out,
            OutputStream messages)
            throws IOException {
        try (var git = store.open(repository.id());
                var upload = new Upload(git, true, protocol)) {
            answer(repository, upload, in, out, messages);
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

    private static void answer(
            Repository repository,
            Upload upload,
            InputStream in,
            OutputStream out,
            @Nullable OutputStream messages)
            throws IOException {
        try {
            upload.upload(in, out, messages);
        } catch (UploadPackInternalServerErrorException told) {
            if (told.getCause() instanceof Upload.Failed failed) {
                log.error("Answering a fetch of {} failed", repository, failed.getCause());
            }
            throw told;
        }
    }
}
