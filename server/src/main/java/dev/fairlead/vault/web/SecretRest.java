package dev.fairlead.vault.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.identity.User;
import dev.fairlead.vault.Grants;
import dev.fairlead.vault.NamedSecret;
import dev.fairlead.vault.Vault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Named secrets for scripts. No answer holds a value. */
@RestController
@RequestMapping({
    "/api/v1/projects/{project}/secrets",
    "/api/v1/projects/{project}/repositories/{slug}/secrets"
})
class SecretRest {
    private final Vault vault;
    private final SecretPlaces places;

    SecretRest(Vault vault, SecretPlaces places) {
        this.vault = vault;
        this.places = places;
    }

    /**
     * What to set; a grant that is missing is not given.
     *
     * @param value null keeps the one that is there
     */
    record Body(
            @Nullable String value,
            @Nullable Boolean releases,
            @Nullable Boolean schedules,
            @Nullable List<String> environments) {
        Grants grants() {
            return new Grants(
                    Boolean.TRUE.equals(releases),
                    Boolean.TRUE.equals(schedules),
                    environments == null ? List.of() : environments);
        }

        /** Without the value, wherever it may be printed. */
        @Override
        public String toString() {
            return "a secret";
        }
    }

    /** All but the value; never used where {@code lastUsedBy} is missing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Json(
            String name,
            boolean releases,
            boolean schedules,
            List<String> environments,
            String setBy,
            Instant set,
            Instant granted,
            @Nullable String lastUsedBy,
            @Nullable Instant lastUsed) {
        static Json of(NamedSecret secret) {
            var use = secret.lastUse();
            return new Json(
                    secret.name(),
                    secret.grants().releases(),
                    secret.grants().schedules(),
                    secret.grants().environments(),
                    secret.setBy(),
                    secret.set(),
                    secret.granted(),
                    use == null ? null : use.by(),
                    use == null ? null : use.at());
        }
    }

    @GetMapping
    List<Json> list(
            User user,
            @PathVariable String project,
            @PathVariable(required = false) @Nullable String slug) {
        return vault.of(user, places.require(user, project, slug)).stream().map(Json::of).toList();
    }

    @PutMapping("/{name}")
    Json put(
            User user,
            @PathVariable String project,
            @PathVariable(required = false) @Nullable String slug,
            @PathVariable String name,
            @RequestBody Body body) {
        var place = places.require(user, project, slug);
        return Json.of(vault.set(user, place, name, body.value(), body.grants()));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            User user,
            @PathVariable String project,
            @PathVariable(required = false) @Nullable String slug,
            @PathVariable String name) {
        vault.remove(user, places.require(user, project, slug), name);
    }
}
