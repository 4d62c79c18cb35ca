package dev.fairlead.build;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.fleet.Agent;
import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.plan.Event;
import dev.fairlead.plan.Parameter;
import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The builds of all repositories. */
@Component
public class Builds {
    private final BuildStore builds;
    private final ResultStore results;
    private final BuildQueue queue;
    private final PlanReader plans;
    private final Repositories repositories;
    private final Agents agents;
    private final Access access;
    private final Cancellation cancellation;
    private final Audit audit;

    Builds(
            BuildStore builds,
            ResultStore results,
            BuildQueue queue,
            PlanReader plans,
            Repositories repositories,
            Agents agents,
            Access access,
            Cancellation cancellation,
            Audit audit) {
        this.builds = builds;
        this.results = results;
        this.queue = queue;
        this.plans = plans;
        this.repositories = repositories;
        this.agents = agents;
        this.access = access;
        this.cancellation = cancellation;
        this.audit = audit;
    }

    /** The signal topic raised whenever a build moves. */
    public static String topic(long build) {
        return "build:" + build;
    }

    /** The signal topic raised whenever any build of a repository moves. */
    public static String topic(Repository repository) {
        return "builds:" + repository.id();
    }

    /** For a user with at least this role in the project; 404 or 403 otherwise. */
    public Build require(User user, long id, Role role) {
        var build = builds.find(id).orElseThrow(() -> unknown(id));
        access.require(user, repositories.get(build.repositoryId()).projectId(), role);
        return build;
    }

    /** Without a check: for code that works on an object already authorised. */
    public Build get(long id) {
        return builds.find(id).orElseThrow(() -> unknown(id));
    }

    private static Problem unknown(long id) {
        return Problem.notFound("There is no build " + id + ".");
    }

    /** Newest first. */
    public List<Build> list(
            Repository repository, @Nullable String branch, @Nullable String commit, int limit) {
        return builds.list(List.of(repository.id()), branch, commit, Long.MAX_VALUE, limit);
    }

    /** Newest first, of several repositories, below an id (exclusive). */
    public List<Build> list(
            Collection<Repository> of,
            @Nullable String branch,
            @Nullable String commit,
            long before,
            int limit) {
        var ids = of.stream().map(Repository::id).toList();
        return builds.list(ids, branch, commit, before, limit);
    }

    /** The latest branch build of each commit. */
    public Map<String, Build> latest(Repository repository, Collection<String> commits) {
        var latest = new LinkedHashMap<String, Build>();
        builds.latest(repository.id(), commits).forEach(build -> latest.put(build.commit(), build));
        return latest;
    }

    public Optional<Build> latestOf(Repository repository, String branch) {
        return builds.latestOf(repository.id(), branch);
    }

    public List<BuildArtifact> artifacts(long build) {
        return results.artifacts(build);
    }

    /**
     * Queues the release build of a commit with the plan's {@code release:} part (or {@code build:}
     * where there is none) in the current transaction; {@link BuildFinished} tells its end.
     */
    @Transactional
    public Build queueRelease(Repository repository, String commit, String version) {
        return queue.queueRelease(repository, commit, version);
    }

    /** The names of the agents that run builds. */
    public List<String> agents() {
        return agents.all().stream()
                .filter(agent -> agent.pool().equals(Jobs.BUILD_POOL))
                .filter(agent -> agent.noBuilds().isEmpty())
                .map(Agent::name)
                .toList();
    }

    /**
     * Builds the same commit once more; the earlier build keeps its result.
     *
     * @param agent the one that is to run it; null for any
     */
    @Transactional
    public Build again(User by, Build build, @Nullable String agent) {
        if (agent != null && !agents().contains(agent)) {
            throw Problem.invalid(
                    "agent",
                    "agent: must be one that runs builds (%s), was \"%s\"."
                            .formatted(String.join(", ", agents()), agent));
        }
        var repository = repositories.get(build.repositoryId());
        requireRepeatable(build);
        var next = queue.again(repository, BuildWish.again(build, agent, build.trigger()));
        audit.record(
                by.actor(),
                "build.repeated",
                "build " + build.id(),
                Map.of(
                        "repository", repository.toString(),
                        "build", next.id(),
                        "agent", agent == null ? "any" : agent));
        return next;
    }

    /** The parameters that its plan has; none where the plan cannot be read. */
    public List<Parameter> parameters(Build build) {
        try {
            return plans.at(repositories.get(build.repositoryId()), build.commit())
                    .map(Plan::parameters)
                    .orElse(List.of());
        } catch (PlanError _) {
            return List.of();
        }
    }

    /**
     * Builds the same commit once more, by hand: with other values of its plan's parameters, and
     * with the jobs that run for that.
     *
     * @param given by name; the others have their usual values
     */
    @Transactional
    public Build run(User by, Build build, Map<String, String> given) {
        requireRepeatable(build);
        Map<String, String> values;
        try {
            values = Parameter.values(parameters(build), given);
        } catch (IllegalArgumentException e) {
            var sentence = String.valueOf(e.getMessage());
            throw Problem.invalid(sentence.substring(0, sentence.indexOf(':')), sentence);
        }
        var repository = repositories.get(build.repositoryId());
        var trigger = new Trigger(Event.MANUAL, by.name(), values);
        var next = queue.again(repository, BuildWish.again(build, null, trigger));
        audit.record(
                by.actor(),
                "build.run",
                "build " + build.id(),
                Map.of(
                        "repository", repository.toString(),
                        "build", next.id(),
                        "parameters", values));
        return next;
    }

    private static void requireRepeatable(Build build) {
        if (!build.state().isTerminal()) {
            throw Problem.conflict(
                    "Build %d has not ended. Cancel it first, or wait.".formatted(build.id()));
        }
        if (build.kind() == Build.Kind.RELEASE) {
            throw Problem.conflict(
                    "Build %d belongs to release %s. Attempt the release again on its page."
                            .formatted(build.id(), build.version()));
        }
    }

    /**
     * Asks for the end of a build: of what is queued at once, of what runs when its agent stopped
     * it.
     */
    public void cancel(User by, Build build) {
        if (build.state().isTerminal() && cancellation.isStill(build)) {
            throw Problem.conflict("Build %d has already ended.".formatted(build.id()));
        }
        cancellation.of(by, build);
    }
}
