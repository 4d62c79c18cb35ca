package dev.fairlead.code;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What builders outside say of commits, whose repository they need not know. It counts in the
 * repositories that its poster may write, also where the commit arrives only later.
 */
@Component
public class PostedStatuses {
    static final int MOST_AWAITED = 1_000;
    static final Duration AWAITED_FOR = Duration.ofDays(30);

    private static final String TOPIC = "awaited statuses";

    private final CommitStatuses statuses;
    private final CommitStatusStore store;
    private final AwaitedStatusStore awaited;
    private final Repositories repositories;
    private final Users users;
    private final Access access;
    private final Signals signals;
    private final TransactionTemplate transaction;

    PostedStatuses(
            CommitStatuses statuses,
            CommitStatusStore store,
            AwaitedStatusStore awaited,
            Repositories repositories,
            Users users,
            Access access,
            Signals signals,
            TransactionTemplate transaction,
            Workers workers) {
        this.statuses = statuses;
        this.store = store;
        this.awaited = awaited;
        this.repositories = repositories;
        this.users = users;
        this.access = access;
        this.signals = signals;
        this.transaction = transaction;
        workers.loop("awaited statuses", TOPIC, Duration.ofSeconds(5), this::settle);
    }

    /**
     * Takes a status of a commit, wherever it is.
     *
     * @throws Problem 403 for who may write nowhere, 409 when too many wait for their commits
     */
    @Transactional
    public void post(User poster, String sha, CommitStatus status) {
        requireSha(sha);
        if (!access.writesAnywhere(poster)) {
            throw Problem.forbidden(
                    "A build status needs the role write in some project, and %s has it in none."
                            .formatted(poster.name()));
        }
        var places = writable(poster, sha);
        places.forEach(repository -> statuses.set(repository, sha, status));
        if (places.isEmpty()) {
            await(poster, sha, status);
        }
    }

    /** Takes a status of a commit in one repository, which the poster may write. */
    @Transactional
    public void post(User poster, Repository repository, String sha, CommitStatus status) {
        requireSha(sha);
        access.require(poster, repository.projectId(), Role.WRITE);
        if (store.repositoriesWith(List.of(sha)).contains(repository.id())) {
            statuses.set(repository, sha, status);
        } else {
            await(poster, sha, status);
        }
    }

    /** The latest of each key by commit, as far as the reader may know; the latest first. */
    public Map<String, List<CommitStatus>> of(User reader, Collection<String> shas) {
        var known = new HashMap<String, List<CommitStatus>>();
        store.of(readable(reader, shas), shas)
                .forEach((sha, some) -> known.put(sha, new ArrayList<>(some)));
        awaited.of(reader.id(), shas)
                .forEach((sha, own) ->
                        known.computeIfAbsent(sha, _ -> new ArrayList<>()).addAll(own));
        known.replaceAll((_, some) -> latestOfEachKey(some));
        return known;
    }

    @EventListener
    void on(Pushed pushed) {
        signals.raise(TOPIC);
    }

    /**
     * Gives statuses to the commits that have arrived. A loop finds them, since a push that is
     * under way and a status that comes meanwhile do not see each other.
     */
    private boolean settle() {
        return Boolean.TRUE.equals(
                transaction.execute(_ -> {
                    awaited.dropOlderThan(AWAITED_FOR);
                    var settled = awaited.arrived().stream().filter(this::counts).toList();
                    for (var arrived : settled) {
                        var repository = repositories.get(arrived.repository());
                        statuses.set(repository, arrived.sha(), arrived.status());
                        awaited.remove(arrived);
                    }
                    return !settled.isEmpty();
                }));
    }

    private boolean counts(AwaitedStatusStore.Arrived arrived) {
        var poster = users.get(Objects.requireNonNull(arrived.status().poster()));
        var repository = repositories.get(arrived.repository());
        return access.may(poster, repository.projectId(), Role.WRITE);
    }

    private void await(User poster, String sha, CommitStatus status) {
        if (awaited.othersOf(poster.id(), sha, status.key()) >= MOST_AWAITED) {
            throw Problem.conflict(
                    "%d statuses of %s wait for commits that nobody has pushed, which is the limit. They are dropped after %d days."
                            .formatted(MOST_AWAITED, poster.name(), AWAITED_FOR.toDays()));
        }
        awaited.put(sha, status);
        signals.raise(TOPIC);
    }

    private List<Repository> writable(User poster, String sha) {
        return store.repositoriesWith(List.of(sha)).stream()
                .map(repositories::get)
                .filter(repository -> access.may(poster, repository.projectId(), Role.WRITE))
                .toList();
    }

    private List<Long> readable(User reader, Collection<String> shas) {
        return store.repositoriesWith(shas).stream()
                .map(repositories::get)
                .filter(repository -> access.may(reader, repository.projectId(), Role.READ))
                .map(Repository::id)
                .toList();
    }

    private static List<CommitStatus> latestOfEachKey(List<CommitStatus> all) {
        var latest = new HashMap<String, CommitStatus>();
        var byAge = Comparator.comparing(CommitStatus::at);
        all.forEach(status ->
                latest.merge(status.key(), status, (a, b) -> byAge.compare(a, b) >= 0 ? a : b));
        return latest.values().stream()
                .sorted(byAge.reversed().thenComparing(CommitStatus::key))
                .toList();
    }

    private static void requireSha(String sha) {
        if (!ObjectId.isId(sha)) {
            throw Problem.invalid(
                    "commit",
                    "commit: must be 40 lower-case hex digits, was \"%s\"."
                            .formatted(sha.substring(0, Math.min(60, sha.length()))));
        }
    }
}
