package dev.fairlead.cluster.web;

import dev.fairlead.cluster.Cluster;
import dev.fairlead.cluster.ClusterDraft;
import dev.fairlead.cluster.Clusters;
import dev.fairlead.identity.User;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import java.util.Objects;
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

/** The cluster of a pool for administrators' scripts; its token is never answered. */
@RestController
@RequestMapping("/api/v1/pools/{name}/kubernetes")
class ClusterRest {
    /** What is missing is as usual; a missing token stays as it is. */
    record Wish(
            @Nullable String api,
            @Nullable String namespace,
            @Nullable String image,
            @Nullable String server,
            @Nullable String certificate,
            @Nullable String token,
            @Nullable Integer most) {}

    private final Clusters clusters;
    private final Settings settings;

    ClusterRest(Clusters clusters, Settings settings) {
        this.clusters = clusters;
        this.settings = settings;
    }

    @GetMapping
    Cluster get(User user, @PathVariable String name) {
        return clusters.find(user, name)
                .orElseThrow(() -> Problem.notFound("Pool %s runs in no cluster.".formatted(name)));
    }

    @PutMapping
    Cluster put(User user, @PathVariable String name, @RequestBody Wish wish) {
        return clusters.put(
                user,
                name,
                new ClusterDraft(
                        Objects.requireNonNullElse(wish.api(), ""),
                        Objects.requireNonNullElse(wish.namespace(), "fairlead"),
                        Objects.requireNonNullElse(wish.image(), ""),
                        Objects.requireNonNullElse(wish.server(), settings.baseUrl().toString()),
                        wish.certificate(),
                        wish.token(),
                        Objects.requireNonNullElse(wish.most(), ClusterDraft.USUAL)));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(User user, @PathVariable String name) {
        clusters.remove(user, name);
    }
}
