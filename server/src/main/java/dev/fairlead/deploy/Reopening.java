package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Goes on with a deployment whose host failed, or whose step nobody can tell about. */
@Component
class Reopening {
    private static final Set<StepName> FROM_THE_TOP =
            Set.of(
                    StepName.STOP,
                    StepName.INSTALL,
                    StepName.START,
                    StepName.VERIFY,
                    StepName.OBSERVE);

    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final StepStore steps;
    private final PoolReturnStore returns;

    Reopening(
            DeploymentStore deployments,
            EnvironmentStore environments,
            StepStore steps,
            PoolReturnStore returns) {
        this.deployments = deployments;
        this.environments = environments;
        this.steps = steps;
        this.returns = returns;
    }

    /** Hosts of which a person has to say how to go on; none once another deployment came. */
    List<String> hostsInTrouble(Deployment deployment) {
        if (deployment.stopping() || !mayGoOn(deployment)) {
            return List.of();
        }
        return latest(deployment).stream()
                .filter(Reopening::inTrouble)
                .map(Step::host)
                .distinct()
                .toList();
    }

    boolean isLatest(Deployment deployment) {
        return deployments
                .lastBegun(deployment.environmentId())
                .filter(one -> one.id() == deployment.id())
                .isPresent();
    }

    /**
     * Plans a host's turn again: from its first command where one of those went wrong, for a failed
     * check seldom heals by checking.
     */
    void retry(Deployment deployment, String host) {
        reopen(deployment);
        var own = latest(deployment).stream().filter(step -> step.host().equals(host)).toList();
        var wrong = own.stream().filter(Reopening::inTrouble).findFirst().orElseThrow();
        own.stream()
                .filter(step -> step.equals(wrong) || again(wrong, step))
                .filter(step -> step.state() != StepState.PLANNED)
                .forEach(this::again);
        backAsTheyWere(deployment).forEach(this::again);
    }

    /** The turns that were left out because of what went wrong, each of a host that is back. */
    private List<Step> backAsTheyWere(Deployment deployment) {
        var progress = Progress.of(Course.USUAL, steps.of(deployment.id()));
        return progress.where(step ->
                Progress.ofTurn(step)
                        && progress.isAsItWas(step.host())
                        && progress.isBack(step.host()));
    }

    /** What was stopped before all turns is stopped once more before it is started. */
    private static boolean again(Step wrong, Step step) {
        return (step.batch() == wrong.batch() || step.name() == StepName.STOP)
                && FROM_THE_TOP.contains(wrong.name())
                && FROM_THE_TOP.contains(step.name());
    }

    /**
     * The rest of a host's turn is not done; it stays as it is, and is not asked at the end. Of
     * what is of no host only the step in trouble is left out.
     */
    void skip(Deployment deployment, String host) {
        reopen(deployment);
        latest(deployment).stream()
                .filter(step -> step.host().equals(host) && step.state() != StepState.DONE)
                .filter(step -> !step.ofAll() || inTrouble(step))
                .forEach(step -> steps.end(step.id(), StepState.SKIPPED, step.note(), null));
    }

    private void again(Step step) {
        if (step.stuck()) {
            steps.end(step.id(), StepState.UNKNOWN, step.note(), null);
        }
        steps.again(step);
    }

    private void reopen(Deployment deployment) {
        if (deployment.state() == Deployment.State.FAILED) {
            environments.lock(deployment.environmentId());
            if (deployments.running(deployment.environmentId()).isPresent()) {
                throw Problem.conflict("Another deployment is running there by now.");
            }
            if (returns.isOpen(deployment.environmentId())) {
                throw Problem.conflict(
                        "Hosts are being put back into their pools there. Try again in a moment.");
            }
            deployments.reopen(deployment.id());
        }
    }

    private boolean mayGoOn(Deployment deployment) {
        return deployment.state() == Deployment.State.RUNNING
                || (deployment.state() == Deployment.State.FAILED && isLatest(deployment));
    }

    private List<Step> latest(Deployment deployment) {
        return Step.latest(steps.of(deployment.id()));
    }

    private static boolean inTrouble(Step step) {
        return step.state() == StepState.FAILED || step.stuck();
    }
}
