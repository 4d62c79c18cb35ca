package dev.fairlead.code.web;

import dev.fairlead.code.DeployKeys;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.SshKey;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Listing;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A repository's deploy keys for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/deploy-keys")
class DeployKeyRest {
    /** A new one; it only reads unless it says otherwise. */
    record NewKey(@Nullable String label, @Nullable String key, @Nullable Boolean writes) {}

    /** One that is there. */
    record KeyJson(
            long id,
            String label,
            String fingerprint,
            boolean writes,
            Instant created,
            @Nullable Instant used) {
        static KeyJson of(SshKey key) {
            var deploy = key.deploy();
            return new KeyJson(
                    key.id(),
                    key.label(),
                    key.fingerprint(),
                    deploy != null && deploy.writes(),
                    key.created(),
                    key.used());
        }
    }

    private final Repositories repositories;
    private final DeployKeys keys;

    DeployKeyRest(Repositories repositories, DeployKeys keys) {
        this.repositories = repositories;
        this.keys = keys;
    }

    @GetMapping
    Listing<KeyJson> get(User user, @PathVariable String project, @PathVariable String slug) {
        var repository = repositories.require(user, project, slug, Role.ADMINISTER);
        return Listing.of(keys.of(repository).stream().map(KeyJson::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    KeyJson add(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestBody NewKey body) {
        var repository = repositories.require(user, project, slug, Role.ADMINISTER);
        if (body.key() == null) {
            throw Problem.invalid("key", "key: is missing.");
        }
        var label = Objects.requireNonNullElse(body.label(), "");
        var writes = Boolean.TRUE.equals(body.writes());
        return KeyJson.of(keys.add(user, repository, label, body.key(), writes));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id) {
        keys.remove(user, repositories.require(user, project, slug, Role.ADMINISTER), id);
    }
}
