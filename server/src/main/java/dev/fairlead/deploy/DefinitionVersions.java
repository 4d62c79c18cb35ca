package dev.fairlead.deploy;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The versions of environments' definitions: none is ever lost. */
@Component
public class DefinitionVersions {
    private static final int PAGE = 50;

    /**
     * One version.
     *
     * @param editor who saved it, or merged it
     * @param writers who wrote it beside the editor
     * @param restored the older version that it takes again; null for another
     * @param commit of the file that keeps the environment; null for one saved by hand
     */
    public record Version(
            int version,
            long editor,
            Instant at,
            Set<Long> writers,
            @Nullable Integer restored,
            @Nullable String commit) {}

    private final Environments environments;
    private final EnvironmentStore store;

    DefinitionVersions(Environments environments, EnvironmentStore store) {
        this.environments = environments;
        this.store = store;
    }

    /** Newest first, those before a version; fifty at most. */
    public List<Version> of(Environment environment, int before) {
        return store.versions(environment.id(), before, PAGE);
    }

    /** As it was in one of its versions; 404 for one that it never had. */
    public Environment get(Environment environment, int version) {
        if (version < 1 || version > environment.version()) {
            throw Problem.notFound(
                    "%s has no version %d; it has those from 1 to %d."
                            .formatted(environment.name(), version, environment.version()));
        }
        return store.get(environment.id(), version);
    }

    /** Key by key what differs. */
    public List<DefinitionChange> between(Environment environment, int from, int to) {
        return DefinitionChange.between(
                get(environment, from).definition(), get(environment, to).definition());
    }

    /** Saves an older version as the newest; nothing happens where that changes nothing. */
    @Transactional
    public Environment restore(User user, String projectKey, String name, int version) {
        var environment = environments.require(user, projectKey, name, Role.ADMINISTER);
        var wanted = get(environment, version).definition();
        return environments.restore(user, projectKey, environment, wanted, version);
    }
}
