package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.identity.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes what receives a push, and decides about its commands before any of them is carried out. */
@Component
class Receiving {
    private static final int MOST_OPTIONS = 20;
    private static final int LONGEST_OPTION = 1_000;

    private final PushRules rules;
    private final Pushes pushes;
    private final Gate gate;
    private final PushLimits limits;
    private final DefaultBranches defaults;

    Receiving(
            PushRules rules,
            Pushes pushes,
            Gate gate,
            PushLimits limits,
            DefaultBranches defaults) {
        this.rules = rules;
        this.pushes = pushes;
        this.gate = gate;
        this.limits = limits;
        this.defaults = defaults;
    }

    ReceivePack of(GitRepository git, Repository repository, User pusher) {
        return of(git, repository, pusher, null, () -> {});
    }

    /**
     * As above, into an empty repository.
     *
     * @param adopted what is to be its default branch; null to keep or find it out
     * @param inTransaction commits together with the refs; what it throws takes all of it back
     */
    ReceivePack of(
            GitRepository git,
            Repository repository,
            User pusher,
            @Nullable String adopted,
            Runnable inTransaction) {
        var receive = new Intake(git, limits);
        receive.setBiDirectionalPipe(false);
        receive.setRefFilter(GitTransport.VISIBLE);
        receive.setPreReceiveHook((_, commands) ->
                decide(receive, git, repository, pusher, adopted, commands, inTransaction));
        return receive;
    }

    private void decide(
            ReceivePack receive,
            GitRepository git,
            Repository before,
            User pusher,
            @Nullable String adopted,
            Collection<ReceiveCommand> commands,
            Runnable inTransaction) {
        try {
            var branches =
                    git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                            .map(Ref::getName)
                            .collect(Collectors.toSet());
            var mirrored = branches.isEmpty() && !receive.isAtomic();
            var all = mirrored ? rules.setAside(before, pusher, commands) : List.copyOf(commands);
            // Also where the client asked for less: what is refused must leave nothing behind.
            receive.setAtomic(true);
            var repository = branches.isEmpty() ? renamed(before, pusher, adopted, all) : before;
            var commits = pointToCommits(receive.getRevWalk(), all);
            var judging = rules.check(repository, pusher, branches, all);
            if (judging.isPresent() && commits) {
                var arrivals = Arrivals.of(git, all, repository.defaultBranch());
                var options = options(receive);
                var why = refusal(git, arrivals, options);
                all.forEach(command -> refuse(command, why));
                receive.setAtomic(why != null || all.size() == commands.size());
                git.onPush(moved -> {
                    gate.confirm(judging.get(), pusher, moved, false);
                    defaults.become(pusher, before, repository.defaultBranch());
                    pushes.record(repository, pusher, pusher, moved, arrivals, options);
                    inTransaction.run();
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty repository with the default branch that its first push or import gives it. */
    private Repository renamed(
            Repository repository,
            User pusher,
            @Nullable String adopted,
            List<ReceiveCommand> commands) {
        if (!gate.judging(repository, pusher).asker().administers()) {
            return repository;
        }
        return Optional.ofNullable(adopted)
                .or(() -> DefaultBranches.kept(repository, commands))
                .map(repository::withDefaultBranch)
                .orElse(repository);
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
