package dev.fairlead.code;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The branch rules of all repositories. Changing them is a decision: guarded, and audited whole.
 */
@Component
public class BranchRules {
    private static final int MOST = 50;
    private static final int LONGEST = 6_000;

    private final BranchRuleStore store;
    private final Access access;
    private final Users users;
    private final Groups groups;
    private final Audit audit;
    private final Clock clock;

    BranchRules(
            BranchRuleStore store,
            Access access,
            Users users,
            Groups groups,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.users = users;
        this.groups = groups;
        this.audit = audit;
        this.clock = clock;
    }

    /** The rules that hold, the built-in one among them. */
    public RuleSet of(Repository repository) {
        var saved = store.find(repository.id());
        return RuleSet.of(
                saved.map(BranchRuleStore.Saved::version).orElse(0L),
                saved.map(BranchRuleStore.Saved::rules).orElse(List.of()),
                repository.defaultBranch());
    }

    /**
     * Replaces the rules.
     *
     * @param seen the version that the editor saw; 409 when somebody changed them since
     */
    @Transactional
    public RuleSet put(User by, Repository repository, long seen, List<BranchRule> rules) {
        access.require(by, repository.projectId(), Role.ADMINISTER);
        store.hold(repository.id());
        var before = of(repository);
        if (before.version() != seen) {
            throw Problem.conflict(
                    "The branch rules of %s were changed by somebody else meanwhile: they are at version %d, and you saw %d. Look at them again, then repeat your change."
                            .formatted(repository, before.version(), seen));
        }
        var wanted = RuleSet.of(seen + 1, rules, repository.defaultBranch());
        if (wanted.rules().equals(before.rules())) {
            return before;
        }
        requireFits(wanted.rules());
        requireKnown(before.rules(), wanted.rules());
        store.put(repository.id(), wanted.version(), rules, by.id(), clock.instant());
        audit.record(
                by.actor(),
                "branch-rules.changed",
                repository.toString(),
                Map.of(
                        "version", wanted.version(),
                        "old", without(before.rules(), wanted.rules()),
                        "new", without(wanted.rules(), before.rules())));
        return wanted;
    }

    Permitted.Asker asker(User user, Repository repository) {
        return new Permitted.Asker(
                user.name(),
                access.may(user, repository.projectId(), Role.ADMINISTER),
                List.copyOf(groups.of(user)));
    }

    private void requireFits(List<BranchRule> rules) {
        if (rules.size() > MOST) {
            throw Problem.invalid(
                    "rules",
                    "rules: a repository may have %d, these are %d.".formatted(MOST, rules.size()));
        }
        var length = store.text(rules).length();
        if (length > LONGEST) {
            throw Problem.invalid(
                    "rules",
                    "rules: may have %d characters of JSON, these have %d. List groups rather than users."
                            .formatted(LONGEST, length));
        }
        var patterns = new HashSet<String>();
        for (var rule : rules) {
            if (!patterns.add(rule.pattern().toString())) {
                throw Problem.invalid(
                        "pattern",
                        "pattern: there are two rules for \"%s\". Make it one."
                                .formatted(rule.pattern()));
            }
        }
    }

    /** A name that nobody has is a slip of the pen; one that has gone since may stay. */
    private void requireKnown(List<BranchRule> before, List<BranchRule> wanted) {
        var strangers = names(wanted, Permitted.Listed::users);
        strangers.removeAll(names(before, Permitted.Listed::users));
        for (var user : strangers) {
            if (users.byName(user).isEmpty()) {
                throw Problem.invalid(
                        "users", "users: there is nobody called \"%s\".".formatted(user));
            }
        }
        var unknown = names(wanted, Permitted.Listed::groups);
        unknown.removeAll(names(before, Permitted.Listed::groups));
        groups.all().forEach(group -> unknown.remove(group.name()));
        if (!unknown.isEmpty()) {
            throw Problem.invalid(
                    "groups",
                    "groups: there is no group \"%s\". It comes into being with its first member."
                            .formatted(unknown.iterator().next()));
        }
    }

    private static Set<String> names(
            List<BranchRule> rules, Function<Permitted.Listed, List<String>> which) {
        return rules.stream()
                .flatMap(rule -> rule.permitted().values().stream())
                .filter(Permitted.Listed.class::isInstance)
                .map(Permitted.Listed.class::cast)
                .map(which)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<BranchRuleJson> without(List<BranchRule> rules, List<BranchRule> others) {
        return rules.stream()
                .filter(rule -> !others.contains(rule))
                .map(BranchRuleJson::of)
                .toList();
    }
}
