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
