package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Candidates;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.ProjectPanel;
import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The environments of a project side by side: what runs where, and what stands at the door. */
@Component
class EnvironmentCards implements ProjectPanel {
    private final Environments environments;
    private final Deployments deployments;
    private final Candidates candidates;
    private final Projects projects;
    private final Users users;
    private final Fragments fragments;

    EnvironmentCards(
            Environments environments,
            Deployments deployments,
            Candidates candidates,
            Projects projects,
            Users users,
            Fragments fragments) {
        this.environments = environments;
        this.deployments = deployments;
        this.candidates = candidates;
        this.projects = projects;
        this.users = users;
        this.fragments = fragments;
    }

    @Override
    public Optional<Content> panel(long userId, String projectKey) {
        var project = projects.require(users.get(userId), projectKey, Role.READ);
        var cards = environments.of(project).stream().map(one -> card(projectKey, one)).toList();
        return cards.isEmpty()
                ? Optional.empty()
                : Optional.of(fragments.of("deploy/cards", Map.of("cards", cards)));
    }

    EnvironmentCard card(String projectKey, Environment environment) {
        var latest = deployments.of(environment, 10);
        return new EnvironmentCard(
                environment,
                environment.url(projectKey),
                deployments.lastVerified(environment).map(Deployment::version).orElse(null),
                latest.stream().filter(one -> !one.state().isTerminal()).findFirst().orElse(null),
                latest.stream().findFirst().orElse(null),
                environment.definition().automatic()
                        ? null
                        : candidates.of(environment).map(c -> c.release().version()).orElse(null),
                environments.hosts(environment));
    }
}
