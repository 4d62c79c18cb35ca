package dev.fairlead.fleet;

import static java.util.stream.Collectors.joining;

import dev.fairlead.identity.KnownProjects;
import dev.fairlead.identity.ProjectControlled;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Which projects build in which pools. A controlled project builds only in pools that name it and
 * name no project that is not controlled.
 */
@Component
public class PoolRules {
    private final PoolStore pools;
    private final JobStore jobs;
    private final JobEnds ends;
    private final KnownProjects projects;

    PoolRules(PoolStore pools, JobStore jobs, JobEnds ends, KnownProjects projects) {
        this.pools = pools;
        this.jobs = jobs;
        this.ends = ends;
        this.projects = projects;
    }

    /** Why the project may not build in the pool, in a sentence; empty where it may. */
    public String refusal(String name, long project) {
        var pool = pools.find(name);
        var controlled = isControlled(project);
        if (pool.isPresent() && mayUse(pool.get(), project, controlled)) {
            return "";
        }
        var key = projects.keys(Set.of(project)).get(project);
        var usable =
                pools.all().stream()
                        .filter(one -> mayUse(one, project, controlled))
                        .map(Pool::name)
                        .collect(joining(", "));
        var todo =
                usable.isEmpty()
                        ? "there is no pool for it: a system administrator makes one"
                        : "it may use " + usable;
        return "%s; %s".formatted(why(name, pool.isPresent(), controlled, key), todo);
    }

    /** Takes what waits in a pool and may not run there any more out of it. */
    void recheck(String pool) {
        jobs.queuedIn(pool).forEach(this::recheck);
    }

    @EventListener
    void on(ProjectControlled changed) {
        jobs.queuedOf(changed.project()).forEach(this::recheck);
    }

    private void recheck(JobStore.Queued queued) {
        var refusal = refusal(queued.pool(), queued.project());
        if (!refusal.isEmpty()
                && jobs.lock(queued.id()).orElseThrow().job().state() == JobState.QUEUED) {
            ends.cancelled(queued.id(), refusal, "");
        }
    }

    private static String why(
            String pool, boolean exists, boolean controlled, @Nullable String key) {
        if (!exists) {
            return "there is no pool " + pool;
        }
        if (pool.equals(Jobs.DEPLOY_POOL)) {
            return "pool deploy touches hosts and runs no builds";
        }
        return controlled
                ? "%s is a controlled project, and pool %s is not for it and other controlled projects alone"
                        .formatted(Objects.requireNonNullElse(key, "this"), pool)
                : "pool %s is for other projects than %s"
                        .formatted(pool, Objects.requireNonNullElse(key, "this"));
    }

    private boolean mayUse(Pool pool, long project, boolean controlled) {
        if (pool.name().equals(Jobs.DEPLOY_POOL)) {
            return false;
        }
        return controlled
                ? pool.projects().contains(project) && areControlled(pool.projects())
                : pool.isOpen() || pool.projects().contains(project);
    }

    private boolean areControlled(Set<Long> all) {
        return projects.controlled(all).containsAll(all);
    }

    private boolean isControlled(long project) {
        return !projects.controlled(Set.of(project)).isEmpty();
    }
}
