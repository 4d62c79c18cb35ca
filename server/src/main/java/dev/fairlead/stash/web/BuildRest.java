package dev.fairlead.stash.web;

import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.PostedStatuses;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.notify.WebhookEvent;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.stash.OutsideDeployments;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Builds of commits of one repository, in the rich form, deployments that others did, and what
 * tools ask before they tell.
 */
@Hidden
@RestController
class BuildRest {
    private static final String COMMIT = Rest.REPOSITORY + "/commits/{sha}";
    private static final String BUILDS = COMMIT + "/builds";

    private final StashRepositories repositories;
    private final PostedStatuses posted;
    private final CommitStatuses statuses;
    private final OutsideDeployments outside;
    private final Settings settings;
    private final Clock clock;

    BuildRest(
            StashRepositories repositories,
            PostedStatuses posted,
            CommitStatuses statuses,
            OutsideDeployments outside,
            Settings settings,
            Clock clock) {
        this.repositories = repositories;
        this.posted = posted;
        this.statuses = statuses;
        this.outside = outside;
        this.settings = settings;
        this.clock = clock;
    }

    /** Where a tool finds out what else there is. */
    @GetMapping("/rest/capabilities")
    Map<String, Object> capabilities(User user) {
        var api = settings.baseUrl() + "/rest/api/latest/";
        return Map.of(
                "application",
                "stash",
                "capabilities",
                Map.of(
                        "build", api + "build/capabilities",
                        "deployment", api + "deployment/capabilities",
                        "webhooks", api + "webhooks/capabilities"));
    }

    @GetMapping(Rest.API + "/build/capabilities")
    Map<String, Object> builds(User user) {
        return Map.of("buildStatus", List.of("richBuildStatus", "cancelledStatus"));
    }

    @GetMapping(Rest.API + "/deployment/capabilities")
    Map<String, Object> deployments(User user) {
        return Map.of("deployment", true);
    }

    /** The events that a repository's webhooks can be told of. */
    @GetMapping(Rest.API + "/webhooks/capabilities")
    Map<String, Object> webhooks(User user) {
        return Map.of(
                "events", Arrays.stream(WebhookEvent.values()).map(WebhookEvent::key).toList());
    }

    @PostMapping(BUILDS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void post(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String sha,
            @RequestBody BuildStatusBody body) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var commit = sha.toLowerCase(Locale.ROOT);
        posted.post(user, repository, commit, body.status(user, clock.instant()));
    }

    /** The latest status of one key. */
    @GetMapping(BUILDS)
    BuildStatusForm get(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String sha,
            @RequestParam("key") String build) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return statuses.of(repository, sha.toLowerCase(Locale.ROOT)).stream()
                .filter(status -> status.key().equals(build))
                .findFirst()
                .map(status -> BuildStatusForm.of(status, settings))
                .orElseThrow(() ->
                        Problem.notFound(
                                "Nobody has reported the build \"%s\" of this commit."
                                        .formatted(build)));
    }

    @PostMapping(COMMIT + "/deployments")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deployed(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String sha,
            @RequestBody DeploymentBody body) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var commit = sha.toLowerCase(Locale.ROOT);
        outside.report(user, repository, body.deployment(user, commit, clock.instant()));
    }
}
