package dev.fairlead.code.web;

import dev.fairlead.code.BranchRuleJson;
import dev.fairlead.code.BranchRules;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.RuleSet;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A repository's branch rules for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/branch-rules")
class BranchRuleRest {
    /**
     * All the rules, replaced together.
     *
     * @param version as it was read; another one is refused
     */
    record Rules(@Nullable Long version, @Nullable List<BranchRuleJson> rules) {
        static Rules of(RuleSet set) {
            return new Rules(set.version(), set.rules().stream().map(BranchRuleJson::of).toList());
        }
    }

    private final Repositories repositories;
    private final BranchRules rules;

    BranchRuleRest(Repositories repositories, BranchRules rules) {
        this.repositories = repositories;
        this.rules = rules;
    }

    /** The rules that hold, the built-in one of the default branch among them. */
    @GetMapping
    Rules get(User user, @PathVariable String project, @PathVariable String slug) {
        return Rules.of(rules.of(repositories.require(user, project, slug, Role.READ)));
    }

    @PutMapping
    Rules put(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestBody Rules wanted) {
        var repository = repositories.require(user, project, slug, Role.ADMINISTER);
        if (wanted.version() == null || wanted.rules() == null) {
            throw Problem.invalid(
                    wanted.version() == null ? "version" : "rules",
                    "version and rules: must be given; read them first, and send the version that you saw.");
        }
        var all = wanted.rules().stream().map(BranchRuleJson::rule).toList();
        return Rules.of(rules.put(user, repository, wanted.version(), all));
    }
}
