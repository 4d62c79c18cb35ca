package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.identity.User;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may be pushed by whom. Each refusal says what to do instead; git shows it to the pusher. */
@Component
class PushRules {
    static final int MOST_REFS = 2_000;

    private static final Pattern VERSION = Pattern.compile("v\\d+(\\.\\d+)+.*");
    private static final List<String> PLACES =
            List.of(Constants.R_HEADS, Constants.R_TAGS, Constants.R_NOTES);

    private final GitStore store;
    private final Gate gate;

    PushRules(GitStore store, Gate gate) {
        this.store = store;
        this.gate = gate;
    }

    /**
     * Of a mirror pushed into an empty repository, sets aside what only its old home understands,
     * such as refs/pull and refs/remotes: that part is refused, the rest goes on. Anybody else's
     * push, and one that must be whole, is judged as it is.
     *
     * @return what goes on
     */
    List<ReceiveCommand> setAside(
            Repository repository, User pusher, Collection<ReceiveCommand> commands) {
        var taken = commands.stream().filter(PushRules::isTaken).toList();
        if (taken.isEmpty()
                || taken.size() == commands.size()
                || !gate.judging(repository, pusher).asker().administers()) {
            return List.copyOf(commands);
        }
        for (var command : commands) {
            if (!isTaken(command)) {
                command.setResult(
                        Result.REJECTED_OTHER_REASON,
                        "left out: a mirror brings its branches, tags and notes");
            }
        }
        return taken;
    }

    /**
     * Marks the commands that are refused.
     *
     * @param branches the full names of the branches that are there
     * @return the judging under which all may go on, to be confirmed when they do; empty when not
     */
    Optional<Judging> check(
            Repository repository,
            User pusher,
            Set<String> branches,
            Collection<ReceiveCommand> commands) {
        var judging = gate.judging(repository, pusher);
        var names = commands.stream().map(ReceiveCommand::getRefName).toList();
        var made = store.madeByServer(repository.id(), names);
        var fine = true;
        for (var command : commands) {
            var why =
                    commands.size() > MOST_REFS
                            ? "a push may move at most %d refs, this one moves %d: push in parts"
                                    .formatted(MOST_REFS, commands.size())
                            : refusal(judging, branches, made, command);
            if (why != null) {
                command.setResult(Result.REJECTED_OTHER_REASON, why);
                fine = false;
            }
        }
        return fine ? Optional.of(judging) : Optional.empty();
    }

    /** Why one command would be refused, or null; nothing is marked. */
    @Nullable String refusal(
            Repository repository, User pusher, Set<String> branches, ReceiveCommand command) {
        var made = store.madeByServer(repository.id(), List.of(command.getRefName()));
        return refusal(gate.judging(repository, pusher), branches, made, command);
    }

    private @Nullable String refusal(
            Judging judging, Set<String> branches, Set<String> made, ReceiveCommand command) {
        var ref = command.getRefName();
        if (ref.startsWith(GitRepository.HIDDEN)) {
            return "refs below " + GitRepository.HIDDEN + " are Fairlead's own";
        }
        if (!isTaken(command)) {
            return "only branches and tags are taken: push refs/heads/* and refs/tags/*";
        }
        var deletes = command.getType() == ReceiveCommand.Type.DELETE;
        var bad = deletes ? null : RefNames.refusal(ref);
        if (bad != null) {
            return "the name " + bad;
        }
        var main = judging.repository().defaultBranch();
        if (deletes && ref.equals(Constants.R_HEADS + main)) {
            return main + " is the default branch and stays";
        }
        var tag =
                ref.startsWith(Constants.R_TAGS)
                        ? ofTag(judging.asker().administers(), branches, made, command)
                        : null;
        return tag != null ? tag : gate.refusal(judging, command, branches.isEmpty());
    }

    private static boolean isTaken(ReceiveCommand command) {
        return PLACES.stream().anyMatch(command.getRefName()::startsWith);
    }

    private static @Nullable String ofTag(
            boolean administers, Set<String> branches, Set<String> made, ReceiveCommand command) {
        var name = command.getRefName().substring(Constants.R_TAGS.length());
        if (made.contains(command.getRefName())) {
            return name + " is a release and never changes";
        }
        var first = branches.isEmpty() || administers;
        return command.getType() == ReceiveCommand.Type.CREATE
                        && VERSION.matcher(name).matches()
                        && !first
                ? name
                        + " is a name for releases, which merging a pull request makes; an"
                        + " administrator of the project may push old ones"
                : null;
    }
}
