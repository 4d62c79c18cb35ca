package dev.fairlead.code;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tips that were deleted or overwritten, and how they come back. */
@Component
public class LostTips {
    static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST = 500;
    private static final String RESTORED = "restored/";

    private final LostTipStore store;
    private final Reader reader;
    private final Audit audit;
    private final Clock clock;

    LostTips(LostTipStore store, Reader reader, Audit audit, Clock clock) {
        this.store = store;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
    }

    /** What can be restored, the latest first, 500 at most. */
    public List<LostTip> of(Repository repository) {
        return store.of(repository.id(), clock.instant(), MOST);
    }

    /** The branch or tag that had this name, short or full, until it was deleted. */
    public Optional<LostTip> deleted(Repository repository, String ref) {
        if (!org.eclipse.jgit.lib.Repository.isValidRefName(Constants.R_HEADS + ref)) {
            return Optional.empty();
        }
        return store.deleted(
                repository.id(),
                List.of(Constants.R_HEADS + ref, Constants.R_TAGS + ref, ref),
                clock.instant());
    }

    /** One of them; 404 when its time is over. */
    public LostTip get(Repository repository, long id) {
        return store.find(repository.id(), id, clock.instant())
                .orElseThrow(() ->
                        Problem.notFound(
                                "%s has nothing to restore under %d. Tips are kept for %d days."
                                        .formatted(repository, id, KEPT.toDays())));
    }

    /** Writes down, in the current transaction, what the commands delete or overwrite. */
    void record(Repository repository, @Nullable Long by, List<ReceiveCommand> commands) {
        var losing = commands.stream().filter(LostTips::loses).toList();
        if (!losing.isEmpty()) {
            var now = clock.instant();
            store.add(repository.id(), by, losing, now, now.plus(KEPT));
        }
    }

    /** The name that a restored tip gets: its own, or one below {@code restored/}. */
    String freeName(Repository repository, LostTip tip) {
        return reader.read(
                repository,
                git -> {
                    var refs = git.getRefDatabase();
                    return refs.isNameConflicting(tip.name()) || refs.exactRef(tip.name()) != null
                            ? RESTORED + tip.shortName()
                            : tip.shortName();
                });
    }

    /** Takes it off the list, in the current transaction, because it is there again. */
    @Transactional
    void restored(User by, Repository repository, LostTip tip, String name) {
        store.delete(tip.id());
        audit.record(
                by.actor(),
                tip.isTag() ? "tag.restored" : "branch.restored",
                repository.toString(),
                Map.of("lost", tip.name(), "tip", tip.tip(), "name", name));
    }

    private static boolean loses(ReceiveCommand command) {
        var name = command.getRefName();
        return (command.getType() == ReceiveCommand.Type.DELETE
                        || command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD)
                && (name.startsWith(Constants.R_HEADS) || name.startsWith(Constants.R_TAGS))
                && !ObjectId.zeroId().equals(command.getOldId());
    }
}
