package dev.fairlead.code;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where every move of a branch or tag that somebody asks for meets the rules, through whatever door
 * it came: judged before its transaction, because a refusal needs no lock, and confirmed inside,
 * where nobody can change the rules any more.
 */
@Component
class Gate {
    private final BranchRules rules;
    private final BranchNames names;
    private final BranchRuleStore store;
    private final DirectPushes direct;
    private final Users users;
    private final Audit audit;

    Gate(
            BranchRules rules,
            BranchNames names,
            BranchRuleStore store,
            DirectPushes direct,
            Users users,
            Audit audit) {
        this.rules = rules;
        this.names = names;
        this.store = store;
        this.direct = direct;
        this.users = users;
        this.audit = audit;
    }

    Judging judging(Repository repository, User by) {
        return new Judging(repository, rules.of(repository), rules.asker(by, repository));
    }

    /**
     * Why one of a push's commands is refused, or null.
     *
     * @param first whether the repository has no branch yet: what is brought in keeps its names
     */
    @Nullable String refusal(Judging judging, ReceiveCommand command, boolean first) {
        var why = judging.refusal(command, false);
        return why != null || first
                ? why
                : misnamed(judging.repository(), command)
                        .map(name -> name.why() + ", with N its number: " + name.command())
                        .orElse(null);
    }

    /**
     * Judges one move that the server is asked for; 403 with the rule's sentence, 400 for a name.
     */
    Judging require(Repository repository, User by, ReceiveCommand move, boolean merges) {
        var judging = requireAgain(repository, by, move, merges);
        misnamed(repository, move)
                .ifPresent(name -> {
                    throw Problem.invalid("name", "name: " + name.why() + ".");
                });
        return judging;
    }

    /** The same for what was there before: its name was taken once, and its issue may be done. */
    Judging requireAgain(Repository repository, User by, ReceiveCommand move, boolean merges) {
        var judging = judging(repository, by);
        var why = judging.refusal(move, merges);
        if (why != null) {
            throw Problem.forbidden(sentence(why));
        }
        return judging;
    }

    /**
     * Lets judged moves pass, in the transaction that makes them. Who moves the default branch
     * without a pull request is audited beside who changed the rules: a rule that was switched off,
     * used and switched on again shows in one entry.
     */
    void confirm(Judging judging, User by, List<ReceiveCommand> moves, boolean merges) {
        var repository = judging.repository();
        if (store.version(repository.id()) != judging.rules().version()) {
            throw Problem.conflict(
                    "the branch rules of %s have just changed: try again".formatted(repository));
        }
        if (!merges) {
            judging.ofDefaultBranch(moves).forEach(move -> tellDirect(repository, by, move));
        }
    }

    /** Why the rules keep somebody from merging into a branch; empty where they do not. */
    Optional<String> mergeRefusal(Repository repository, User by, ReceiveCommand push) {
        return Optional.ofNullable(judging(repository, by).refusal(push, true)).map(Gate::sentence);
    }

    private Optional<BranchNames.Misnamed> misnamed(Repository repository, ReceiveCommand move) {
        var ref = move.getRefName();
        return move.getType() == ReceiveCommand.Type.CREATE && ref.startsWith(Constants.R_HEADS)
                ? names.refusal(repository, ref.substring(Constants.R_HEADS.length()))
                : Optional.empty();
    }

    private void tellDirect(Repository repository, User by, ReceiveCommand move) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("branch", repository.defaultBranch());
        detail.put("verb", RefVerb.of(move).word());
        detail.put("from", move.getOldId().name());
        detail.put("to", move.getNewId().name());
        store.find(repository.id())
                .ifPresent(saved -> {
                    detail.put("rulesVersion", saved.version());
                    detail.put("rulesChangedBy", users.get(saved.changedBy()).name());
                    detail.put("rulesChanged", saved.changed().toString());
                });
        direct.record(repository, by);
        audit.record(by.actor(), "default-branch.pushed-directly", repository.toString(), detail);
    }

    /** As a page shows it. A sentence that begins with a branch keeps the name as it is. */
    private static String sentence(String why) {
        return why.replaceFirst("^nobody ", "Nobody ").replaceFirst("^only ", "Only ") + ".";
    }
}
