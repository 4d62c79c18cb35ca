package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.identity.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.RefFilter;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Git's smart protocol, one request at a time, as a client of HTTP speaks it. */
@Component
public class GitTransport {
    private static final int MOST_OPTIONS = 20;
    private static final int LONGEST_OPTION = 1_000;

    private static final RefFilter VISIBLE =
            refs ->
                    refs.entrySet().stream()
                            .filter(ref -> !ref.getKey().startsWith(GitRepository.HIDDEN))
                            .collect(
                                    Collectors.toMap(
                                            entry -> entry.getKey(), entry -> entry.getValue()));

    private final GitStore store;
    private final PushRules rules;
    private final Pushes pushes;
    private final Gate gate;
    private final PushLimits limits;

    GitTransport(GitStore store, PushRules rules, Pushes pushes, Gate gate, PushLimits limits) {
        this.store = store;
        this.rules = rules;
        this.pushes = pushes;
        this.gate = gate;
        this.limits = limits;
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
            receive(git, repository, pusher)
                    .sendAdvertisedRefs(new PacketLineOutRefAdvertiser(packets));
        }
    }

    /** Takes a push: in quarantine, then by one transaction or not at all. */
    public void push(Repository repository, User pusher, InputStream in, OutputStream out)
            throws IOException {
        try (var git = store.open(repository.id())) {
            receive(git, repository, pusher).receive(in, out, null);
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
            var receive = receive(git, repository, pusher);
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

    private ReceivePack receive(GitRepository git, Repository repository, User pusher) {
        var receive = new Intake(git, limits);
        receive.setBiDirectionalPipe(false);
        receive.setRefFilter(VISIBLE);
        receive.setPreReceiveHook(
                (_, commands) -> decide(receive, git, repository, pusher, commands));
        return receive;
    }

    private void decide(
            ReceivePack receive,
            GitRepository git,
            Repository repository,
            User pusher,
            Collection<ReceiveCommand> commands) {
        // Also where the client asked for less: what is refused in part must leave nothing behind.
        receive.setAtomic(true);
        try {
            var branches =
                    git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                            .map(Ref::getName)
                            .collect(Collectors.toSet());
            var commits = pointToCommits(receive.getRevWalk(), commands);
            var judging = rules.check(repository, pusher, branches, commands);
            if (judging.isPresent() && commits) {
                var all = List.copyOf(commands);
                var arrivals = Arrivals.of(git, all, repository.defaultBranch());
                var options = options(receive);
                var why = refusal(git, arrivals, options);
                all.forEach(command -> refuse(command, why));
                git.onPush(moved -> {
                    gate.confirm(judging.get(), pusher, moved, false);
                    pushes.record(repository, pusher, pusher, moved, arrivals, options);
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that shows or builds a branch takes its tip for a commit. */
    private static boolean pointToCommits(RevWalk walk, Collection<ReceiveCommand> commands)
            throws IOException {
        var fine = true;
        for (var command : commands) {
            if (command.getRefName().startsWith(Constants.R_HEADS)
                    && command.getType() != ReceiveCommand.Type.DELETE
                    && !(walk.parseAny(command.getNewId()) instanceof RevCommit)) {
                refuse(command, "a branch must point to a commit");
                fine = false;
            }
        }
        return fine;
    }

    /** What the client gave with {@code -o}; git has no more to say of them. */
    private static List<String> options(ReceivePack receive) {
        var options = receive.getPushOptions();
        return options == null ? List.of() : List.copyOf(options);
    }

    /** Why the push as a whole is refused, for what it brings; null when it is fine. */
    private static @Nullable String refusal(
            GitRepository git, Arrivals arrivals, List<String> options) throws IOException {
        if (options.size() > MOST_OPTIONS) {
            return "a push may have at most %d options, this one has %d"
                    .formatted(MOST_OPTIONS, options.size());
        }
        for (var option : options) {
            if (option.length() > LONGEST_OPTION) {
                return "a push option may have at most %d characters, one has %d"
                        .formatted(LONGEST_OPTION, option.length());
            }
            if (option.chars().anyMatch(Character::isISOControl)) {
                return "a push option must not have control characters";
            }
        }
        try (var walk = new RevWalk(git)) {
            return PathLimits.refusal(walk, arrivals.shas());
        }
    }

    private static void refuse(ReceiveCommand command, @Nullable String why) {
        if (why != null) {
            command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, why);
        }
    }
}
