package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Adoption;
import dev.fairlead.deploy.Adoptions;
import dev.fairlead.deploy.DefinitionView;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.Prefetch;
import dev.fairlead.deploy.Promotions;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Listing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Environments for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{key}/environments")
class EnvironmentRest {
    private final Environments environments;
    private final Deployments deployments;
    private final Promotions promotions;
    private final Prefetch prefetch;
    private final Adoptions adoptions;
    private final Projects projects;

    EnvironmentRest(
            Environments environments,
            Deployments deployments,
            Promotions promotions,
            Prefetch prefetch,
            Adoptions adoptions,
            Projects projects) {
        this.environments = environments;
        this.deployments = deployments;
        this.promotions = promotions;
        this.prefetch = prefetch;
        this.adoptions = adoptions;
        this.projects = projects;
    }

    /** What is where, as the hosts answered. */
    @GetMapping
    Listing<EnvironmentJson> list(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.READ);
        return Listing.of(environments.of(project).stream().map(one -> json(key, one)).toList());
    }

    /** The definition, in the form in which it is put. */
    @GetMapping("/{name}")
    Map<String, Object> get(User user, @PathVariable String key, @PathVariable String name) {
        return DefinitionView.json(environments.require(user, key, name, Role.READ).definition());
    }

    @PutMapping("/{name}")
    Map<String, Object> put(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestBody JsonNode definition) {
        var saved = environments.put(user, key, name, definition);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("name", saved.environment().name());
        answer.put("version", saved.environment().version());
        answer.put("remarks", saved.remarks());
        answer.put("url", saved.environment().url(key));
        return answer;
    }

    /** What a promotion names, and what its maker was shown. */
    record PromotionRequest(
            @Nullable String version,
            @Nullable String sha256,
            @Nullable Integer environmentVersion) {}

    /** The deployment that a promotion made. */
    record Promoted(long deployment, String state, List<String> reasons, String url) {}

    @PostMapping("/{name}/promotions")
    @ResponseStatus(HttpStatus.CREATED)
    Promoted promote(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestBody PromotionRequest request) {
        var environment = environments.require(user, key, name, Role.READ);
        var shown = new Promotions.Shown(request.sha256(), request.environmentVersion());
        var made =
                promotions.promote(user, environment, given("version", request.version()), shown);
        return new Promoted(made.id(), made.state().word(), made.reasons(), made.url());
    }

    /** What an environment runs already. */
    record AdoptionRequest(@Nullable String version, @Nullable String commit) {}

    /** An adoption; digests come as the hosts answer. */
    record Adopted(String version, String commit, Map<String, String> digests, Instant at) {
        static Adopted of(Adoption adoption) {
            return new Adopted(
                    adoption.version(), adoption.commit(), adoption.digests(), adoption.at());
        }
    }

    @PostMapping("/{name}/adoption")
    @ResponseStatus(HttpStatus.CREATED)
    Adopted adopt(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestBody AdoptionRequest request) {
        var version = given("version", request.version());
        var commit = given("commit", request.commit());
        return Adopted.of(adoptions.adopt(user, key, name, version, commit));
    }

    @GetMapping("/{name}/adoption")
    Adopted adoption(User user, @PathVariable String key, @PathVariable String name) {
        var environment = environments.require(user, key, name, Role.READ);
        return adoptions
                .latest(environment)
                .map(Adopted::of)
                .orElseThrow(() -> Problem.notFound(name + " was not adopted."));
    }

    private EnvironmentJson json(String key, Environment environment) {
        return EnvironmentJson.of(
                key,
                environment,
                deployments.lastVerified(environment),
                deployments.of(environment, 1).stream().findFirst(),
                environments.hosts(environment),
                environment.definition().prefetch() ? prefetch.of(environment) : List.of());
    }

    private static String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problem.invalid(field, field + ": is missing.");
        }
        return value;
    }
}
