package dev.fairlead.code;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.store.GitRepository;
import dev.fairlead.identity.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What moves with the refs, in their transaction: who did it, what it owes, what others hear. */
@Component
class Pushes {
    private static final int MOST_AUDITED = 25;
    private static final int MOST_OPTIONS = 10;
    private static final int LONGEST_OPTION = 60;

    private final PushStore store;
    private final IssueLinks links;
    private final LostTips lost;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Pushes(
            PushStore store,
            IssueLinks links,
            LostTips lost,
            Audit audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.links = links;
        this.lost = lost;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Records a change of refs in the current transaction.
     *
     * @param by who asked for it; null for Fairlead itself, which never moves a branch unasked
     * @param writer who counts as the writer of the new commits; null where Fairlead made them
     * @param options what the client gave with {@code git push -o}, kept as data
     */
    void record(
            Repository repository,
            @Nullable User by,
            @Nullable User writer,
            List<ReceiveCommand> commands,
            Arrivals arrivals,
            List<String> options) {
        var push = store.insert(repository.id(), idOf(by), commands, options);
        lost.record(repository, idOf(by), commands);
        var fresh = store.arrived(repository.id(), push, arrivals.shas(), idOf(writer));
        audit.record(
                by == null ? Actor.FAIRLEAD : by.actor(),
                "repository.pushed",
                repository.toString(),
                detail(commands, options));
        publishMoves(repository, by, commands);
        var moves = moves(commands);
        if (by != null && !moves.isEmpty()) {
            links.follow(repository, by, moves, arrivals);
            events.publishEvent(new Pushed(repository, by, moves, arrivals.owed(fresh)));
        }
    }

    private void publishMoves(
            Repository repository, @Nullable User by, List<ReceiveCommand> commands) {
        var seen =
                commands.stream()
                        .filter(command -> !command.getRefName().startsWith(GitRepository.HIDDEN))
                        .map(command ->
                                new RefsMoved.Move(
                                        command.getRefName(),
                                        orNull(command.getOldId()),
                                        orNull(command.getNewId())))
                        .toList();
        if (!seen.isEmpty()) {
            events.publishEvent(new RefsMoved(repository, by, seen));
        }
    }

    private static Map<String, ?> detail(List<ReceiveCommand> commands, List<String> options) {
        var refs = commands.stream().limit(MOST_AUDITED).map(Pushes::words).toList();
        if (options.isEmpty()) {
            return Map.of("refs", refs);
        }
        var shown = options.stream().limit(MOST_OPTIONS).map(Pushes::shortened).toList();
        return Map.of("refs", refs, "options", shown);
    }

    private static String shortened(String option) {
        return option.length() > LONGEST_OPTION
                ? option.substring(0, LONGEST_OPTION) + "…"
                : option;
    }

    private static @Nullable Long idOf(@Nullable User user) {
        return user == null ? null : user.id();
    }

    private static List<Pushed.Move> moves(List<ReceiveCommand> commands) {
        var moves = new ArrayList<Pushed.Move>();
        for (var command : commands) {
            if (command.getRefName().startsWith(Constants.R_HEADS)) {
                moves.add(
                        new Pushed.Move(
                                command.getRefName().substring(Constants.R_HEADS.length()),
                                orNull(command.getOldId()),
                                orNull(command.getNewId())));
            }
        }
        return moves;
    }

    private static String words(ReceiveCommand command) {
        return "%s %s → %s"
                .formatted(
                        command.getRefName(), shown(command.getOldId()), shown(command.getNewId()));
    }

    private static String shown(ObjectId id) {
        return ObjectId.zeroId().equals(id) ? "nothing" : id.name();
    }

    private static @Nullable String orNull(ObjectId id) {
        return ObjectId.zeroId().equals(id) ? null : id.name();
    }
}
