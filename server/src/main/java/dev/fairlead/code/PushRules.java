package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.GitStore;
import java.util.Collection;
import java.util.List;
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

    PushRules(GitStore store) {
        this.store = store;
    }

    /**
     * Marks the commands that are refused.
     *
     * @param branches the full names of the branches that are there
     * @param administers whether the pusher administers the project
     * @return whether all may go on
     */
    boolean check(
            Repository repository,
            boolean administers,
            Set<String> branches,
            Collection<ReceiveCommand> commands) {
        var names = commands.stream().map(ReceiveCommand::getRefName).toList();
        var made = store.madeByServer(repository.id(), names);
        var fine = true;
        for (var command : commands) {
            var why =
                    commands.size() > MOST_REFS
                            ? "a push may move at most %d refs, this one moves %d: push in parts"
                                    .formatted(MOST_REFS, commands.size())
                            : refusal(repository, administers, branches, made, command);
            if (why != null) {
                command.setResult(Result.REJECTED_OTHER_REASON, why);
                fine = false;
            }
        }
        return fine;
    }

    private static @Nullable String refusal(
            Repository repository,
            boolean administers,
            Set<String> branches,
            Set<String> made,
            ReceiveCommand command) {
        var ref = command.getRefName();
        if (ref.startsWith(GitRepository.HIDDEN)) {
            return "refs below " + GitRepository.HIDDEN + " are Fairlead's own";
        }
        if (PLACES.stream().noneMatch(ref::startsWith)) {
            return "only branches and tags are taken: push refs/heads/* and refs/tags/*";
        }
        var bad = command.getType() == ReceiveCommand.Type.DELETE ? null : RefNames.refusal(ref);
        if (bad != null) {
            return "the name " + bad;
        }
        if (ref.equals(Constants.R_HEADS + repository.defaultBranch())) {
            return ofDefaultBranch(repository, administers, branches, command);
        }
        return ref.startsWith(Constants.R_TAGS)
                ? ofTag(administers, branches, made, command)
                : null;
    }

    private static @Nullable String ofDefaultBranch(
            Repository repository,
            boolean administers,
            Set<String> branches,
            ReceiveCommand command) {
        var name = repository.defaultBranch();
        if (command.getType() == ReceiveCommand.Type.DELETE) {
            return name + " is the default branch and stays";
        }
        if (branches.contains(command.getRefName())) {
            return "%s is protected: push a branch such as %s-2-… and open a pull request"
                    .formatted(name, repository.projectKey());
        }
        return administers
                ? null
                : "%s is made by the first push of somebody who administers %s: ask them, or push a branch"
                        .formatted(name, repository.projectKey());
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
