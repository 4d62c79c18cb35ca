package dev.fairlead.code;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.User;
import dev.fairlead.outbound.Outbound;
import dev.fairlead.problem.Problem;
import dev.fairlead.secret.Secrets;
import dev.fairlead.work.Signals;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Fills empty repositories from URLs; callers may administer the project. */
@Component
public class Imports {
    private static final int LONGEST_LOGIN = 1_000;

    private final ImportStore store;
    private final Source source;
    private final Secrets secrets;
    private final Audit audit;
    private final Signals signals;
    private final Clock clock;

    Imports(
            ImportStore store,
            Source source,
            Secrets secrets,
            Audit audit,
            Signals signals,
            Clock clock) {
        this.store = store;
        this.source = source;
        this.secrets = secrets;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Begins an import, which goes on by itself.
     *
     * @param user and password are for the other server, and forgotten when the import has ended
     */
    @Transactional
    public Import begin(
            User by,
            Repository repository,
            String url,
            @Nullable String user,
            @Nullable String password) {
        var from = Outbound.url("url", url);
        if (from.getRawQuery() != null) {
            throw Problem.invalid("url", "url: must be a clone address, without a ?.");
        }
        requireEmpty(repository);
        var begun =
                store.insert(
                                repository.id(),
                                by.id(),
                                from.toString(),
                                login(repository, user, password),
                                clock.instant())
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "An import into %s is under way. Wait for its end, or cancel it."
                                                .formatted(repository)));
        record(by, "repository.import-begun", repository, begun);
        signals.raise(Importer.TOPIC);
        return begun;
    }

    /** Ends the one that is under way; 409 when none is. Nothing of it stays. */
    @Transactional
    public void cancel(User by, Repository repository) {
        var latest =
                latest(repository)
                        .filter(one -> !one.state().isTerminal())
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "No import into %s is under way.".formatted(repository)));
        if (!store.end(latest, Import.State.CANCELLED, null, clock.instant())) {
            throw Problem.conflict("The import has just changed. Look at it again.");
        }
        record(by, "repository.import-cancelled", repository, latest);
    }

    public Optional<Import> latest(Repository repository) {
        return store.latest(repository.id());
    }

    /** Whether there is nothing yet that an import could disturb. */
    public boolean isPossible(Repository repository) {
        return source.branches(repository).isEmpty()
                && latest(repository).map(one -> one.state().isTerminal()).orElse(true);
    }

    /** What a login is sealed for. */
    static String purpose(long repository) {
        return "import into repository " + repository;
    }

    private void requireEmpty(Repository repository) {
        if (store.refs(repository.id()) > 0) {
            throw Problem.conflict(
                    "%s is not empty. Import into a repository without branches and tags."
                            .formatted(repository));
        }
    }

    private byte @Nullable [] login(
            Repository repository, @Nullable String user, @Nullable String password) {
        var name = Objects.requireNonNullElse(user, "");
        var secret = Objects.requireNonNullElse(password, "");
        if (name.indexOf(':') >= 0 || (name + secret).length() > LONGEST_LOGIN) {
            throw Problem.invalid(
                    "user",
                    "user: must have no colon, and at most %d characters with its password."
                            .formatted(LONGEST_LOGIN));
        }
        return name.isEmpty() && secret.isEmpty()
                ? null
                : secrets.seal(purpose(repository.id()), name + ":" + secret);
    }

    private void record(User by, String action, Repository repository, Import which) {
        var host = String.valueOf(URI.create(which.url()).getHost());
        audit.record(by.actor(), action, repository.toString(), Map.of("host", host));
    }
}
