package dev.fairlead.build.web;

import dev.fairlead.build.Retention;
import dev.fairlead.build.RetentionRule;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rule of retention for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/retention")
class RetentionRest {
    private final Retention retention;
    private final Repositories repositories;

    RetentionRest(Retention retention, Repositories repositories) {
        this.retention = retention;
        this.repositories = repositories;
    }

    /** As it was sent; checked where it becomes a rule. */
    record RuleBody(int builds, int days) {}

    @GetMapping
    RetentionRule get(User user, @PathVariable String project, @PathVariable String slug) {
        return retention.of(repositories.require(user, project, slug, Role.READ));
    }

    @PutMapping
    RetentionRule put(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestBody RuleBody body) {
        var repository = repositories.require(user, project, slug, Role.ADMINISTER);
        var rule = new RetentionRule(body.builds(), body.days());
        retention.set(user, repository, rule);
        return rule;
    }
}
