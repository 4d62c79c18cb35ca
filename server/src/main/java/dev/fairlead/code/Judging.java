package dev.fairlead.code;

import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/** Somebody's moves in a repository, judged by the rules as they were when the judging began. */
record Judging(Repository repository, RuleSet rules, Permitted.Asker asker) {
    /** Why the rules refuse a move, or null. */
    @Nullable String refusal(ReceiveCommand move, boolean merges) {
        return rules.refusal(
                new BranchRule.Ask(
                        repository.projectKey(),
                        move.getRefName(),
                        RefVerb.of(move),
                        merges,
                        asker));
    }

    /** The moves of the default branch that was there before. */
    List<ReceiveCommand> ofDefaultBranch(List<ReceiveCommand> moves) {
        return moves.stream()
                .filter(move -> move.getType() != ReceiveCommand.Type.CREATE)
                .filter(move ->
                        move.getRefName().equals(Constants.R_HEADS + repository.defaultBranch()))
                .toList();
    }
}
