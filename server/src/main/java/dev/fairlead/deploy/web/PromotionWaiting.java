package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Candidates;
import dev.fairlead.deploy.Candidates.Candidate;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.Promotions;
import dev.fairlead.deploy.Reason;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Waiting;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Releases that wait for a user's promotion: those that every rule would let the user promote. */
@Component
class PromotionWaiting implements Waiting {
    private final Users users;
    private final Projects projects;
    private final Environments environments;
    private final Candidates candidates;
    private final Promotions promotions;

    PromotionWaiting(
            Users users,
            Projects projects,
            Environments environments,
            Candidates candidates,
            Promotions promotions) {
        this.users = users;
        this.projects = projects;
        this.environments = environments;
        this.candidates = candidates;
        this.promotions = promotions;
    }

    @Override
    public List<Item> waitingFor(long userId) {
        var user = users.get(userId);
        return projects.visibleTo(user).stream().flatMap(project -> items(user, project)).toList();
    }

    private Stream<Item> items(User user, Project project) {
        return environments.of(project).stream()
                .filter(environment -> !environment.definition().automatic())
                .flatMap(environment ->
                        candidates.of(environment).stream()
                                .filter(one -> mayPromote(user, environment, one))
                                .map(one -> item(project, environment, one)));
    }

    private boolean mayPromote(User user, Environment environment, Candidate candidate) {
        return promotions.isPromoter(user, environment)
                && promotions.reasons(user, environment, candidate.release()).stream()
                        .allMatch(Reason::holds);
    }

    private static Item item(Project project, Environment environment, Candidate candidate) {
        var release = candidate.release();
        return new Item(
                release.version() + " waits for you to promote it to " + environment.name(),
                environment.url(project.key()),
                candidate.since(),
                release.issue());
    }
}
