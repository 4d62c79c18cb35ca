package dev.fairlead.deploy;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.TaskRun;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The deployments of all environments. */
@Component
public class Deployments {
    private final DeploymentStore deployments;
    private final StepStore steps;
    private final CheckStore checks;
    private final TakeBackStore links;
    private final EnvironmentStore environments;
    private final TaskRunStore taskRuns;
    private final Access access;

    Deployments(
            DeploymentStore deployments,
            StepStore steps,
            CheckStore checks,
            TakeBackStore links,
            EnvironmentStore environments,
            TaskRunStore taskRuns,
            Access access) {
        this.deployments = deployments;
        this.steps = steps;
        this.checks = checks;
        this.links = links;
        this.environments = environments;
        this.taskRuns = taskRuns;
        this.access = access;
    }

    /** For a user with at least this role in the project; 404 or 403 otherwise. */
    public Deployment require(User user, long id, Role role) {
        var deployment =
                deployments
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("There is no deployment " + id + "."));
        access.require(user, environment(deployment).projectId(), role);
        return deployment;
    }

    /** The environment as the deployment is bound to it. */
    public Environment environment(Deployment deployment) {
        return environments.get(deployment.environmentId(), deployment.environmentVersion());
    }

    /** The whole journal, every attempt, in the order it was planned. */
    public List<Step> steps(Deployment deployment) {
        return steps.of(deployment.id());
    }

    /** What the checks of its steps found, in the order they were looked at. */
    public List<CheckResult> checks(Deployment deployment) {
        return checks.of(deployment.id());
    }

    /** Steps whose checks hold and have to go on holding. */
    public List<Soak> soaks(Deployment deployment) {
        return checks.soaks(deployment.id());
    }

    /** How the tasks of its play stand, the latest one's; empty where there was none. */
    public List<TaskRun> taskRuns(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.name() == StepName.PLAY)
                .max(Comparator.comparingInt(Step::attempt))
                .map(step -> taskRuns.of(step.id()))
                .orElse(List.of());
    }

    /** Another text whenever something more is known of the tasks of its play. */
    public String taskRunsMark(Deployment deployment, List<Step> steps) {
        return steps.stream().anyMatch(step -> step.name() == StepName.PLAY)
                ? taskRuns.mark(deployment.id())
                : "";
    }

    /** Newest first. */
    public List<Deployment> of(Environment environment, int limit) {
        return deployments.of(environment.id(), limit);
    }

    /** Of one release, in all environments, newest first. */
    public List<Deployment> ofRelease(long release) {
        return deployments.ofRelease(release);
    }

    public Optional<Deployment> lastVerified(Environment environment) {
        return deployments.lastVerified(environment.id());
    }

    /** What hosts were worked on for last, however it ended. */
    public Optional<Deployment> lastBegun(Environment environment) {
        return deployments.lastBegun(environment.id());
    }

    /** The one that it takes back, where it is a rollback. */
    public Optional<Long> takesBack(Deployment deployment) {
        return links.takesBack(deployment.id());
    }

    /** The rollback that takes it back. */
    public Optional<Long> takenBackBy(Deployment deployment) {
        return links.takenBackBy(deployment.id());
    }

    /** What a rollback of this deployment would go back to. */
    public Optional<Deployment> before(Deployment deployment) {
        return deployments.verifiedBefore(deployment.environmentId(), deployment.releaseId());
    }
}
