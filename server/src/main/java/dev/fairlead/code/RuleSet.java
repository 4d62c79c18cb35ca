package dev.fairlead.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one repository. All that match must agree: a rule can take away and never give what
 * another took. The default branch always has a rule of its own.
 *
 * @param version counts the changes; 0 for a repository whose rules nobody has changed
 */
public record RuleSet(long version, List<BranchRule> rules) {
    public RuleSet {
        rules = List.copyOf(rules);
    }

    /** The rules that were saved, and the built-in one where none names the default branch. */
    static RuleSet of(long version, List<BranchRule> saved, String defaultBranch) {
        var rules = new ArrayList<BranchRule>();
        if (saved.stream().noneMatch(rule -> rule.pattern().toString().equals(defaultBranch))) {
            rules.add(BranchRule.ofDefaultBranch(defaultBranch));
        }
        rules.addAll(saved);
        return new RuleSet(version, rules);
    }

    /** The rule of exactly this pattern. */
    public Optional<BranchRule> of(String pattern) {
        return rules.stream().filter(rule -> rule.pattern().toString().equals(pattern)).findFirst();
    }

    /** Whether it is the rule that holds for the default branch as long as none is written. */
    public boolean isBuiltIn(BranchRule rule, String defaultBranch) {
        return rule.equals(BranchRule.ofDefaultBranch(defaultBranch));
    }

    /** Whether nothing moves the branch but a pull request. */
    public boolean isProtected(String branch) {
        return rules.stream()
                .anyMatch(rule ->
                        rule.onlyByPullRequests()
                                && rule.pattern().matches(Constants.R_HEADS + branch));
    }

    /** Whether somebody may move the branch without a pull request. */
    public boolean letsPush(String branch) {
        return rules.stream()
                .filter(rule -> rule.pattern().matches(Constants.R_HEADS + branch))
                .allMatch(BranchRule::letsPush);
    }

    /** Why the first rule that refuses does so, or null. */
    @Nullable String refusal(BranchRule.Ask ask) {
        return rules.stream()
                .map(rule -> rule.refusal(ask))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
