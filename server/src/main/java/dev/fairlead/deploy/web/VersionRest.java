package dev.fairlead.deploy.web;

import dev.fairlead.deploy.DefinitionChange;
import dev.fairlead.deploy.DefinitionVersions;
import dev.fairlead.deploy.DefinitionView;
import dev.fairlead.deploy.Environments;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.web.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The versions of an environment's definition, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{key}/environments/{name}/versions")
class VersionRest {
    private final Environments environments;
    private final DefinitionVersions versions;
    private final Users users;

    VersionRest(Environments environments, DefinitionVersions versions, Users users) {
        this.environments = environments;
        this.versions = versions;
        this.users = users;
    }

    /** One version; restored is the older one that it takes again, commit that of its file. */
    record VersionJson(
            int version,
            String editor,
            Instant at,
            List<String> writers,
            @Nullable Integer restored,
            @Nullable String commit) {}

    /** Newest first; those before a version where one is named. */
    @GetMapping
    Listing<VersionJson> list(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam @Nullable Integer before) {
        var environment = environments.require(user, key, name, Role.READ);
        return Listing.of(
                versions.of(environment, before == null ? Integer.MAX_VALUE : before).stream()
                        .map(this::json)
                        .toList());
    }

    /** The definition as it was, in the form in which it is put. */
    @GetMapping("/{version}")
    Map<String, Object> get(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @PathVariable int version) {
        var environment = environments.require(user, key, name, Role.READ);
        return DefinitionView.json(versions.get(environment, version).definition());
    }

    /** What a version changed, against the one before or the one that is named. */
    @GetMapping("/{version}/changes")
    Listing<DefinitionChange> changes(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam @Nullable Integer from) {
        var environment = environments.require(user, key, name, Role.READ);
        var older = from == null ? Math.max(1, version - 1) : from;
        return Listing.of(versions.between(environment, older, version));
    }

    /** Saves an older version as the newest. */
    @PostMapping("/{version}/restoration")
    Map<String, Object> restore(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @PathVariable int version) {
        var restored = versions.restore(user, key, name, version);
        return Map.of("name", restored.name(), "version", restored.version());
    }

    private VersionJson json(DefinitionVersions.Version version) {
        return new VersionJson(
                version.version(),
                users.get(version.editor()).name(),
                version.at(),
                users.names(version.writers()).values().stream().sorted().toList(),
                version.restored(),
                version.commit());
    }
}
