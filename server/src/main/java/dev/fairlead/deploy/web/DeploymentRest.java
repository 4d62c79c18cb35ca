package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Decision;
import dev.fairlead.deploy.Decisions;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.Meanwhile;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.AwaitedEnd;
import dev.fairlead.web.Listing;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deployments for scripts. */
@RestController
@RequestMapping("/api/v1")
class DeploymentRest {
    private final Deployments deployments;
    private final Decisions decisions;
    private final Meanwhile meanwhile;
    private final Environments environments;
    private final Projects projects;
    private final Users users;
    private final AwaitedEnd ended;

    DeploymentRest(
            Deployments deployments,
            Decisions decisions,
            Meanwhile meanwhile,
            Environments environments,
            Projects projects,
            Users users,
            AwaitedEnd ended) {
        this.deployments = deployments;
        this.decisions = decisions;
        this.meanwhile = meanwhile;
        this.environments = environments;
        this.projects = projects;
        this.users = users;
        this.ended = ended;
    }

    /**
     * A deployment; with {@code wait} as soon as it has ended, and after so many seconds, 60 at
     * most, as it is then.
     */
    @GetMapping("/deployments/{id}")
    DeploymentJson get(
            User user, @PathVariable long id, @RequestParam(defaultValue = "0") long wait)
            throws InterruptedException {
        return json(
                user,
                ended.of(
                        deployments.require(user, id, Role.READ),
                        wait,
                        deployment -> deployment.state().isTerminal(),
                        Deployment.topic(id),
                        () -> deployments.require(user, id, Role.READ)));
    }

    /** The latest of an environment, newest first. */
    @GetMapping("/projects/{key}/environments/{name}/deployments")
    Listing<EnvironmentJson.Latest> list(
            User user, @PathVariable String key, @PathVariable String name) {
        var environment = environments.require(user, key, name, Role.READ);
        return Listing.of(
                deployments.of(environment, Listing.PAGE).stream()
                        .map(EnvironmentJson.Latest::of)
                        .toList());
    }

    /** What a person decides: pause, resume, stop, rollback; retry and skip name a host. */
    record DecisionRequest(@Nullable String decision, @Nullable String host) {}

    @PostMapping("/deployments/{id}/decisions")
    DeploymentJson decide(User user, @PathVariable long id, @RequestBody DecisionRequest request) {
        deployments.require(user, id, Role.READ);
        var decision = Decision.of(String.valueOf(request.decision()));
        return json(user, decisions.decide(user, id, decision, request.host()));
    }

    private DeploymentJson json(User user, Deployment deployment) {
        var environment = deployments.environment(deployment);
        var by = deployment.requestedBy();
        return DeploymentJson.of(
                deployment,
                environment,
                projects.get(environment.projectId()).key(),
                by == null ? null : users.get(by).name(),
                deployments.steps(deployment),
                deployments.checks(deployment),
                decisions.choices(user, deployment),
                deployments.takesBack(deployment).orElse(null),
                deployments.takenBackBy(deployment).orElse(null),
                meanwhile.traffic(deployment),
                meanwhile.remarks(deployment),
                meanwhile.decided(deployment));
    }
}
