package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.protocol.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The next host's turn is queued while one is under way, and is nobody's until it is asked for. */
@ModuleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreparedTurnsModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Decisions decisions;
    @Autowired StepStore steps;

    private DrivenRollout rollout;
    private String version;
    private int environments;
    private Deployment deployment;

    @BeforeAll
    void project(@TempDir Path folder) throws Exception {
        rollout = DrivenRollout.create(context, folder);
        version = rollout.release("first");
    }

    /** The bytes are on both hosts, and the first one's turn is under way. */
    @BeforeEach
    void begin() {
        var environment = rollout.define("production-" + ++environments, "");
        deployment = rollout.promote(rollout.project.reviewer, environment, version);
        rollout.issued(deployment).forEach(this::well);
        assertThat(rollout.issued(deployment)).containsExactly(step("order-1", StepName.STOP));
    }

    @Test
    void isAheadUntilItsAgentAsksForIt() {
        var stop = step("order-2", StepName.STOP);
        assertThat(stop.isAhead(all())).isTrue();
        assertThat(stop.begun()).isFalse();
        assertThat(stop.touches()).isFalse();

        takeTurn("order-1");

        assertThat(rollout.issued(deployment)).containsExactly(step("order-2", StepName.STOP));
        assertThat(step("order-2", StepName.STOP).issued()).isNotNull();
        rollout.drive(deployment, DrivenRollout::well);
        assertThat(state()).isEqualTo(Deployment.State.VERIFIED);
        assertThat(all()).allMatch(step -> step.attempt() == 1 && step.issued() != null);
    }

    @Test
    void doesNotBeginOnceSomebodyPaused() {
        decisions.decide(rollout.project.reviewer, deployment.id(), Decision.PAUSE, null);

        takeTurn("order-1");

        assertThat(rollout.issued(deployment)).isEmpty();
        assertThat(ofSecond()).allMatch(step -> step.state() == StepState.PLANNED);
        decisions.decide(rollout.project.reviewer, deployment.id(), Decision.RESUME, null);
        rollout.drive(deployment, DrivenRollout::well);
        assertThat(state()).isEqualTo(Deployment.State.VERIFIED);
    }

    /**
     * Who brings the bytes may have asked for the first turn, and hears that it is not to begin.
     */
    @Test
    void isNotToBeginWhereSomebodyPausesWhileTheBytesAreBrought() {
        var environment = rollout.define("copying-" + ++environments, "");
        deployment = rollout.promote(rollout.project.reviewer, environment, version);
        var last = rollout.issued(deployment).stream().map(Step::job).max(Long::compare);

        decisions.decide(rollout.project.reviewer, deployment.id(), Decision.PAUSE, null);

        assertThat(recalled()).contains(last.orElseThrow());
        rollout.issued(deployment).forEach(this::well);
        assertThat(rollout.issued(deployment)).isEmpty();
        assertThat(step("order-1", StepName.STOP).state()).isEqualTo(StepState.PLANNED);
    }

    private List<Long> recalled() {
        return context.getBean(JdbcClient.class)
                .sql("select job from job_recall")
                .query(Long.class)
                .list();
    }

    @Test
    void isTakenBackWhereTheHostBeforeFailed() {
        rollout.end(step("order-1", StepName.STOP), new Outcome.HostStepRan("no", 1, 1, false));

        assertThat(ofSecond())
                .allMatch(step -> step.state() == StepState.PLANNED && step.job() == null);
        assertThat(state()).isEqualTo(Deployment.State.FAILED);
    }

    /** Who had the turn before it is gone, and its host says that nothing was begun. */
    @Test
    void isTakenBackWhereItsAgentIsLostAndComesInItsTime() {
        rollout.lose(step("order-1", StepName.STOP));
        assertThat(ofSecond()).allMatch(step -> step.state() == StepState.PLANNED);

        for (var asked = asked(); !asked.isEmpty(); asked = asked()) {
            rollout.answer(asked.getFirst(), Journals.telling(null));
        }

        assertThat(rollout.issued(deployment)).containsExactly(step("order-1", StepName.STOP));
        takeTurn("order-1");
        rollout.drive(deployment, DrivenRollout::well);
        assertThat(state()).isEqualTo(Deployment.State.VERIFIED);
        assertThat(ofSecond()).allMatch(step -> step.attempt() == 1);
    }

    /** Whoever asks while the host before is looked at may be lost before either is over. */
    @Test
    void waitsForTheHostBeforeWhereItsAgentIsLostThatHadAskedForIt() {
        loseBoth();

        assertThat(rollout.issued(deployment)).containsExactly(step("order-1", StepName.OBSERVE));
        takeTurn("order-1");
        assertThat(rollout.issued(deployment)).containsExactly(step("order-2", StepName.STOP));
        rollout.drive(deployment, DrivenRollout::well);
        assertThat(state()).isEqualTo(Deployment.State.VERIFIED);
    }

    @Test
    void goesBackWhereTheHostBeforeFailsAndIsTakenAgainWithThat() {
        var environment =
                rollout.define(
                        "pooled-" + ++environments,
                        """
                        , "balancers": [{"name": "lb", "socket": "/run/lb.sock",
                                         "backend": "orders"}],
                        "verification": {"hosts": {"checks": [
                            {"kind": "http", "path": "/health", "status": 200}]}}
                        """);
        deployment = rollout.promote(rollout.project.reviewer, environment, version);
        rollout.issued(deployment).forEach(this::well);
        loseBoth();
        rollout.end(step("order-1", StepName.OBSERVE), other());
        assertThat(rollout.issued(deployment)).containsExactly(step("order-2", StepName.VERIFY));
        takeTurn("order-2");
        assertThat(state()).isEqualTo(Deployment.State.FAILED);
        assertThat(step("order-2", StepName.BACK).state()).isEqualTo(StepState.DONE);
        assertThat(step("order-2", StepName.STOP).note()).contains("not seen to begin");

        decisions.decide(rollout.project.reviewer, deployment.id(), Decision.RETRY, "order-1");

        takeTurn("order-1");
        assertThat(rollout.issued(deployment)).containsExactly(step("order-2", StepName.DRAIN));
        rollout.drive(deployment, DrivenRollout::well);
        assertThat(state()).isEqualTo(Deployment.State.VERIFIED);
    }

    /** The agent that looked at the first host and had asked for the second one's turn. */
    private void loseBoth() {
        while (!rollout.issued(deployment).contains(step("order-1", StepName.OBSERVE))) {
            rollout.issued(deployment).forEach(this::well);
        }
        rollout.claim(ofSecond());
        rollout.lose(step("order-1", StepName.OBSERVE));
        ofSecond().stream().map(Step::job).forEach(rollout::lose);
        for (var asked = asked(); !asked.isEmpty(); asked = asked()) {
            rollout.answer(asked.getFirst(), Journals.telling(null));
        }
    }

    private static Outcome other() {
        return new Outcome.HostObserved(
                "", "app.jar", "0".repeat(64), null, null, null, null, false, List.of());
    }

    /** A step is given with others some time before it is begun. */
    @Test
    void itsStepsBeginWhenTheirAgentSays() {
        var stop = step("order-1", StepName.STOP);
        var began = stop.issued().plusSeconds(1);

        steps.end(stop.id(), StepState.DONE, "", null);
        steps.follow(stop, began, began.plusSeconds(2));

        var ended = step("order-1", StepName.STOP);
        assertThat(ended.issued()).isEqualTo(began);
        assertThat(ended.finished()).isEqualTo(began.plusSeconds(2));
        assertThat(step("order-1", StepName.INSTALL).issued()).isEqualTo(ended.finished());
    }

    private List<Step> asked() {
        return all().stream()
                .filter(step -> step.state() == StepState.UNKNOWN && step.asking() != null)
                .toList();
    }

    private void takeTurn(String host) {
        var open = rollout.issued(deployment);
        while (open.stream().anyMatch(step -> step.host().equals(host))) {
            open.forEach(this::well);
            open = rollout.issued(deployment);
        }
    }

    private void well(Step step) {
        rollout.end(step, DrivenRollout.well(deployment, step));
    }

    private Step step(String host, StepName name) {
        return rollout.step(deployment, host, name);
    }

    private List<Step> all() {
        return steps.of(deployment.id());
    }

    private List<Step> ofSecond() {
        return all().stream()
                .filter(step -> step.host().equals("order-2") && step.batch() > 0)
                .toList();
    }

    private Deployment.State state() {
        return rollout.get(deployment.id()).state();
    }
}
