package dev.fairlead.code.web;

import dev.fairlead.code.BranchRule;
import dev.fairlead.code.RefVerb;
import dev.fairlead.code.Repository;
import dev.fairlead.code.RuleSet;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import org.jspecify.annotations.Nullable;

/**
 * The branch rules of a repository.
 *
 * @param form the rule that is being written
 * @param trial what was asked about: who, verb and ref
 * @param answer what would happen, where something was asked
 */
public record RulePage(
        Place place,
        Repository repository,
        RuleSet rules,
        boolean mayAdminister,
        Form form,
        Form trial,
        @Nullable String answer) {
    public String url() {
        return repository.url() + "/settings/branches";
    }

    public String edit(BranchRule rule) {
        return url() + "?pattern=" + Addresses.encoded(rule.pattern().toString()) + "#rule";
    }

    /** A rule that is there without having been written goes only by another in its place. */
    public boolean isBuiltIn(BranchRule rule) {
        return rules.isBuiltIn(rule, repository.defaultBranch());
    }

    public String may(BranchRule rule, RefVerb verb) {
        return RuleForm.words(rule, verb, repository.projectKey());
    }
}
