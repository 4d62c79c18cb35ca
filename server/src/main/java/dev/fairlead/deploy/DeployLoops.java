package dev.fairlead.deploy;

import dev.fairlead.platform.Settings;
import dev.fairlead.work.Workers;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What nobody's event would bring about: hosts to look at again. */
@Component
class DeployLoops {
    private final Observations observations;
    private final BalancerLooks balancers;
    private final PoolReturns returns;
    private final PoolGuards guards;
    private final StepStore steps;
    private final DeploymentStore deployments;
    private final Engine engine;
    private final Soaking soaking;
    private final TransactionTemplate transaction;

    DeployLoops(
            Workers workers,
            Observations observations,
            BalancerLooks balancers,
            PoolReturns returns,
            PoolGuards guards,
            StepStore steps,
            DeploymentStore deployments,
            Engine engine,
            Soaking soaking,
            FileFollowing files,
            Prefetch prefetch,
            Settings settings,
            TransactionTemplate transaction) {
        this.observations = observations;
        this.balancers = balancers;
        this.returns = returns;
        this.guards = guards;
        this.steps = steps;
        this.deployments = deployments;
        this.engine = engine;
        this.soaking = soaking;
        this.transaction = transaction;
        workers.loop("host-looks", "host-looks", settings.hostLooks(), this::look);
        workers.loop(
                "environment-files",
                EnvironmentFiles.TOPIC,
                Duration.ofSeconds(10),
                files::followNext);
        workers.unhurried(
                Prefetch.TOPIC,
                Prefetch.TOPIC,
                Duration.ofMinutes(1),
                () -> {
                    prefetch.bringWhatIsMissing();
                    return false;
                });
        workers.loop("balancer-looks", "balancer-looks", Duration.ofSeconds(1), this::lookAtPools);
        workers.loop("step-questions", "step-questions", Duration.ofSeconds(1), this::askAgain);
        workers.loop("soaks", "soaks", Duration.ofMillis(500), this::soak);
    }

    private boolean look() {
        observations.lookEverywhere();
        return false;
    }

    private boolean lookAtPools() {
        balancers.lookWhereItMatters();
        returns.giveUpForgotten();
        guards.giveUpForgotten();
        return false;
    }

    /** Steps whose command was still running when the host was asked, and pauses that are over. */
    private boolean askAgain() {
        for (var id : steps.toAsk()) {
            transaction.executeWithoutResult(_ -> engine.advance(deployments.lock(id)));
        }
        for (var id : deployments.toWake()) {
            transaction.executeWithoutResult(_ -> {
                var deployment = deployments.lock(id);
                deployments.woken(id);
                engine.advance(deployment);
            });
        }
        return false;
    }

    /** Steps whose checks hold and have to go on holding. */
    private boolean soak() {
        for (var step : soaking.due()) {
            transaction.executeWithoutResult(_ -> engine.advance(soaking.look(step)));
        }
        return false;
    }
}
