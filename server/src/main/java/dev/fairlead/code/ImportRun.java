package dev.fairlead.code;

import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.outbound.CallFailed;
import dev.fairlead.outbound.Outbound;
import dev.fairlead.problem.Problem;
import dev.fairlead.secret.Secrets;
import dev.fairlead.secret.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One import: what another server has is taken as if the importer had pushed it, with the checks,
 * the limits, the record and the one transaction of every push. Its authors are data like those of
 * any commit; who brought all of them is the importer.
 */
@Component
class ImportRun {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ImportStore store;
    private final Repositories repositories;
    private final Users users;
    private final GitTransport transport;
    private final PushLimits limits;
    private final Outbound outbound;
    private final Secrets secrets;
    private final Clock clock;

    ImportRun(
            ImportStore store,
            Repositories repositories,
            Users users,
            GitTransport transport,
            PushLimits limits,
            Outbound outbound,
            Secrets secrets,
            Clock clock) {
        this.store = store;
        this.repositories = repositories;
        this.users = users;
        this.transport = transport;
        this.limits = limits;
        this.outbound = outbound;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Ends the import as done; everything that keeps it from that is an {@link ImportFailed}. */
    void run(Import claimed, ImportProgress progress) throws ImportFailed {
        try {
            var repository = repositories.get(claimed.repositoryId());
            var importer = users.get(claimed.importer());
            var remote = new RemoteGit(outbound, claimed.url(), login(claimed));
            var refs = remote.refs();
            if (refs.tips().isEmpty()) {
                throw new ImportFailed("That repository is empty: it has no branches and no tags.");
            }
            take(claimed, repository, importer, remote, refs, progress);
        } catch (Problem | Unreadable refusal) {
            throw new ImportFailed(String.valueOf(refusal.getMessage()));
        } catch (IOException e) {
            throw inWords(e);
        }
    }

    private void take(
            Import claimed,
            Repository repository,
            User importer,
            RemoteGit remote,
            RemoteRefs refs,
            ImportProgress progress)
            throws IOException {
        var answer = new ByteArrayOutputStream();
        try (var reply = remote.pack(refs, LONGEST, limits.push())) {
            var pack = new PackProgress(new SideBand(reply.body()));
            progress.receiving(pack);
            transport.adopt(
                    repository,
                    importer,
                    refs.head(),
                    ImportPush.request(refs, pack),
                    answer,
                    () -> complete(claimed, refs));
        } catch (IOException e) {
            // What a refused push was answered says more than what it threw.
            if (cause(e) == null && answer.size() > 0) {
                ImportPush.requireTaken(answer.toByteArray());
            }
            throw e;
        }
        ImportPush.requireTaken(answer.toByteArray());
    }

    /** In the transaction that moves the refs, so that no import is half done. */
    private void complete(Import claimed, RemoteRefs refs) {
        if (store.refs(claimed.repositoryId()) != refs.tips().size()) {
            throw Problem.conflict("somebody pushed into the repository meanwhile");
        }
        if (!store.end(claimed, Import.State.DONE, null, clock.instant())) {
            throw Problem.conflict("it was cancelled");
        }
    }

    private @Nullable String login(Import claimed) {
        return store.login(claimed.id())
                .map(sealed -> secrets.open(Imports.purpose(claimed.repositoryId()), sealed))
                .orElse(null);
    }

    private static ImportFailed inWords(IOException failure) {
        var cause = cause(failure);
        return new ImportFailed(
                cause == null
                        ? "What came is not what git understands, or breaks off."
                        : String.valueOf(cause.getMessage()));
    }

    /** What has a sentence already, within what JGit made of it. */
    private static @Nullable Throwable cause(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ImportFailed || each instanceof CallFailed) {
                return each;
            }
        }
        return null;
    }
}
