package dev.fairlead.fleet;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.KnownProjects;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.PoolName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The pools, made and changed by system administrators. */
@Component
public class Pools {
    private static final int MOST = 200;
    private static final int MOST_PROJECTS = 500;
    private static final int LONGEST_DESCRIPTION = 500;

    private final PoolStore pools;
    private final PoolTokens tokens;
    private final PoolRules rules;
    private final KnownProjects projects;
    private final Access access;
    private final Audit audit;

    Pools(
            PoolStore pools,
            PoolTokens tokens,
            PoolRules rules,
            KnownProjects projects,
            Access access,
            Audit audit) {
        this.pools = pools;
        this.tokens = tokens;
        this.rules = rules;
        this.projects = projects;
        this.access = access;
        this.audit = audit;
    }

    /** By name. */
    public List<Pool> all() {
        return pools.all();
    }

    /**
     * The pool of this name.
     *
     * @throws Problem 404 when there is none
     */
    public Pool get(String name) {
        return pools.find(name)
                .orElseThrow(() -> Problem.notFound("There is no pool %s.".formatted(name)));
    }

    /** The keys of the projects that may use a pool, sorted; none when all may. */
    public List<String> keys(Pool pool) {
        return List.copyOf(new TreeSet<>(projects.keys(pool.projects()).values()));
    }

    /** Makes a pool; answers with its agents' token, which is not kept. */
    @Transactional
    public String create(User by, String name, String description, Collection<String> keys) {
        access.requireAdministrator(by);
        if (!PoolName.isName(name)) {
            throw Problem.invalid(
                    "name",
                    "name: a pool's name is 1 to 40 small letters, digits and dashes and begins with a letter, was \"%s\"."
                            .formatted(name));
        }
        if (pools.all().size() >= MOST) {
            throw Problem.tooMany("There are %d pools, which is the limit.".formatted(MOST));
        }
        if (!pools.insert(name, "")) {
            throw Problem.invalid(
                    "name", "name: the pool %s exists already. Choose another.".formatted(name));
        }
        var pool = wished(by, name, description, keys);
        pools.change(pool);
        audit.record(by.actor(), "pool.created", name, words(pool));
        return tokens.make(name);
    }

    /** Changes what it says of itself and who may use it; queued jobs of others are cancelled. */
    @Transactional
    public Pool change(User by, String name, String description, Collection<String> keys) {
        access.requireAdministrator(by);
        var before = get(name);
        var after = wished(by, name, description, keys);
        if (name.equals(Jobs.DEPLOY_POOL) && !after.isOpen()) {
            throw Problem.invalid(
                    "projects",
                    "projects: pool deploy serves the hosts of every environment and runs no builds, so it is not kept to projects.");
        }
        if (!after.equals(before)) {
            pools.change(after);
            audit.record(
                    by.actor(),
                    "pool.changed",
                    name,
                    Map.of("old", words(before), "new", words(after)));
            rules.recheck(name);
        }
        return after;
    }

    /** Ends the token; agents that registered with it have identities of their own and stay. */
    @Transactional
    public String renewToken(User by, String name) {
        access.requireAdministrator(by);
        get(name);
        audit.record(by.actor(), "pool.token-renewed", name, Map.of());
        return tokens.make(name);
    }

    private Pool wished(User by, String name, String description, Collection<String> keys) {
        if (description.length() > LONGEST_DESCRIPTION) {
            throw Problem.invalid(
                    "description",
                    "description: at most %d characters, was %d."
                            .formatted(LONGEST_DESCRIPTION, description.length()));
        }
        if (keys.size() > MOST_PROJECTS) {
            throw Problem.invalid(
                    "projects",
                    "projects: a pool names at most %d projects.".formatted(MOST_PROJECTS));
        }
        var ids = new HashSet<Long>();
        for (var key : keys) {
            ids.add(projects.id(by, key));
        }
        var controlled = projects.controlled(ids);
        if (!controlled.isEmpty() && controlled.size() < ids.size()) {
            throw Problem.invalid(
                    "projects",
                    "projects: %s controlled, and a pool of controlled projects runs nothing else. Take the others out."
                            .formatted(are(projects.keys(controlled).values())));
        }
        return new Pool(name, description.strip(), Set.copyOf(ids));
    }

    private static String are(Collection<String> keys) {
        return String.join(", ", new TreeSet<>(keys)) + (keys.size() == 1 ? " is" : " are");
    }

    private Map<String, Object> words(Pool pool) {
        return Map.of("description", pool.description(), "projects", keys(pool));
    }
}
