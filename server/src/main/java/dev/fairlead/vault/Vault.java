package dev.fairlead.vault;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The secrets of projects and repositories, for those who administer them. Values go in and never
 * come out here.
 */
@Component
public class Vault {
    private final VaultStore store;
    private final ObjectProvider<KnownEnvironments> environments;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Vault(
            VaultStore store,
            ObjectProvider<KnownEnvironments> environments,
            Access access,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.environments = environments;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name. */
    public List<NamedSecret> of(User reader, SecretPlace place) {
        access.require(reader, place.project().id(), Role.ADMINISTER);
        return store.of(place);
    }

    /** The environments that a secret can be granted to. */
    public List<String> environments(SecretPlace place) {
        return environments.stream()
                .flatMap(some -> some.of(place.project().id()).stream())
                .toList();
    }

    /**
     * Sets a secret, or changes one: its grants are these from now on, given to the default branch
     * as it stands.
     *
     * @param value null keeps the one that is there
     */
    @Transactional
    public NamedSecret set(
            User by, SecretPlace place, String name, @Nullable String value, Grants grants) {
        access.require(by, place.project().id(), Role.ADMINISTER);
        SecretRules.name(name);
        SecretRules.environments(grants.environments(), environments(place));
        store.hold(place);
        var before = store.find(place, name);
        if (value != null) {
            requireRoom(place, name, SecretRules.size(value));
            store.put(place, name, value, by.id(), clock.instant());
        } else if (before.isEmpty()) {
            throw Problem.invalid("value", "value: a new secret needs one.");
        }
        store.grant(place, name, grants, clock.instant());
        var verb = value == null ? "granted" : before.isEmpty() ? "set" : "replaced";
        record(by, place, verb, name, grants);
        return store.find(place, name).orElseThrow();
    }

    @Transactional
    public void remove(User by, SecretPlace place, String name) {
        access.require(by, place.project().id(), Role.ADMINISTER);
        var secret =
                store.find(place, name)
                        .orElseThrow(() ->
                                Problem.notFound("%s has no secret %s.".formatted(place, name)));
        store.remove(secret.id());
        record(by, place, "removed", name, secret.grants());
    }

    private void requireRoom(SecretPlace place, String name, int size) {
        var others = store.sizes(place);
        others.remove(name);
        var bytes = others.values().stream().mapToLong(Integer::longValue).sum() + size;
        SecretRules.room(place, others.size() + 1, bytes);
    }

    private void record(User by, SecretPlace place, String verb, String name, Grants grants) {
        audit.record(
                by.actor(),
                "secret." + verb,
                place.toString(),
                Map.of("name", name, "grantedTo", grants.words()));
    }
}
