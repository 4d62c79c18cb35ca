package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.release.Releases;
import dev.fairlead.review.ReviewProject;
import dev.fairlead.timeline.LineStop;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What follows a failure: by itself where the environment says so, or as a person says. */
@ModuleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakingBackModuleTest {
    private static final String BY_ITSELF = ", \"onFailure\": \"roll-back\"";

    @Autowired ApplicationContext context;
    @Autowired Deployments deployments;
    @Autowired Decisions decisions;
    @Autowired Rollbacks rollbacks;
    @Autowired Meanwhile meanwhile;
    @Autowired ReadinessStore proofs;
    private DrivenRollout rollout;
    private Environment production;
    private String first;
    private String second;
    private String third;
    private int environments;

    @BeforeAll
    void releases(@TempDir Path folder) throws Exception {
        rollout = DrivenRollout.create(context, Files.createDirectory(folder.resolve("work")));
        first = rollout.release("first");
        second = rollout.release("second");
        third = rollout.release("third");
    }

    /** Each test has an environment of its own. */
    private Environment define(String more) {
        return rollout.define("production-" + ++environments, more);
    }

    @Test
    void goesBackByItselfAndNamesBoth() throws Exception {
        var failed = failing(BY_ITSELF, StepName.START);
        assertThat(failed.state()).isEqualTo(Deployment.State.FAILED);
        var back = rollout.get(deployments.takenBackBy(failed).orElseThrow());
        assertThat(deployments.takesBack(back)).contains(failed.id());
        assertThat(back.state()).isEqualTo(Deployment.State.RUNNING);
        assertThat(back.cause()).isEqualTo(Deployment.Cause.ROLLBACK);
        assertThat(back.requestedBy()).isNull();
        assertThat(back.version()).isEqualTo(first);
        assertThat(back.reasons())
                .containsExactly(
                        "deployment %d of %s failed".formatted(failed.id(), failed.version()),
                        production.name() + " rolls back by itself when one fails",
                        "it goes back to what was verified here before");
        assertThat(audited(failed)).isEqualTo(1);
        rollout.drive(back, DrivenRollout::well);
        assertThat(rollout.get(back.id()).state()).isEqualTo(Deployment.State.VERIFIED);
    }

    /** Its change is in what failed, too. */
    @Test
    void leavesTheLineOfWhatItGoesBackToAsItWas() throws Exception {
        var failed = failing(BY_ITSELF, StepName.START);
        var back = rollout.get(deployments.takenBackBy(failed).orElseThrow());
        assertThat(back.state()).isEqualTo(Deployment.State.RUNNING);
        var release = context.getBean(Releases.class).get(back.releaseId());
        assertThat(context.getBean(Timeline.class).line(String.valueOf(release.issue())))
                .filteredOn(stop -> stop.stop() == Stop.PRODUCTION)
                .extracting(LineStop::state)
                .containsExactly(StopState.DONE);
    }

    @Test
    void aRollbackThatFailsIsTheEnd() throws Exception {
        var failed = failing(BY_ITSELF, StepName.START);
        var back = rollout.get(deployments.takenBackBy(failed).orElseThrow());
        rollout.drive(back, failingAt(StepName.START));
        assertThat(rollout.get(back.id()).state()).isEqualTo(Deployment.State.FAILED);
        assertThat(deployments.takenBackBy(back)).isEmpty();
        assertThat(deployments.of(production, 10)).hasSize(3);
    }

    /** All hosts run what they ran: a rollback would only cost them a restart. */
    @Test
    void goesNotBackWhereNoHostWasTouched() throws Exception {
        assertThat(deployments.takenBackBy(failing(BY_ITSELF, StepName.FETCH))).isEmpty();
    }

    @Test
    void goesNotBackWhereAPersonStoppedIt() throws Exception {
        production = define(BY_ITSELF);
        rollout.roll(production, first);
        var stopped = rollout.promote(rollout.project.reviewer, production, second);
        rollout.issued(stopped)
                .forEach(step -> rollout.end(step, DrivenRollout.well(stopped, step)));
        decisions.decide(rollout.project.reviewer, stopped.id(), Decision.STOP, null);
        rollout.drive(stopped, failingAt(StepName.START));
        assertThat(rollout.get(stopped.id()).state()).isEqualTo(Deployment.State.FAILED);
        assertThat(deployments.takenBackBy(stopped)).isEmpty();
    }

    @Test
    void leavesNothingToDecideAboutOneThatAnotherFollowed() throws Exception {
        var failed = failing("", StepName.START);
        assertThat(offered(failed)).contains(Decision.STOP, Decision.RETRY, Decision.ROLLBACK);

        rollout.roll(production, third);

        assertThat(offered(failed)).isEmpty();
        assertThatThrownBy(() ->
                        decisions.decide(
                                rollout.project.reviewer, failed.id(), Decision.STOP, null))
                .hasMessage("Deployment %d is failed: stop cannot be decided now.", failed.id());
    }

    @Test
    void tellsWhatEveryHostRunsBeforeSomebodyStopsIt() throws Exception {
        var failed = failing("", StepName.START);

        assertThat(decisions.choices(rollout.project.reviewer, failed))
                .filteredOn(choice -> choice.decision() == Decision.STOP)
                .extracting(Choice::follows)
                .containsExactly(
                        "Nothing more is done. By now order-1 was changed and not verified; order-2 runs %s."
                                .formatted(first));
    }

    @Test
    void keepsWhoDecidedWhat() throws Exception {
        production = define("");
        rollout.roll(production, first);
        var running = rollout.promote(rollout.project.reviewer, production, second);
        for (var decision : List.of(Decision.PAUSE, Decision.RESUME, Decision.STOP)) {
            decisions.decide(rollout.project.reviewer, running.id(), decision, null);
        }
        rollout.drive(running, failingAt(StepName.FETCH));
        var failed = failing("", StepName.START);
        decisions.decide(rollout.project.reviewer, failed.id(), Decision.RETRY, "order-1");

        var by = rollout.project.reviewer.displayName();
        assertThat(meanwhile.decided(running))
                .extracting(Decided::sentence)
                .containsExactly(by + " paused it", by + " let it go on", by + " stopped it");
        assertThat(meanwhile.decided(failed))
                .extracting(Decided::sentence)
                .containsExactly(by + " had the turn of order-1 done again");
    }

    private List<Decision> offered(Deployment deployment) {
        return decisions.choices(rollout.project.reviewer, rollout.get(deployment.id())).stream()
                .map(Choice::decision)
                .toList();
    }

    @Test
    void stopsUnlessItIsSaidOtherwise() throws Exception {
        assertThat(deployments.takenBackBy(failing("", StepName.START))).isEmpty();
    }

    @Test
    void comesBeforeWhatWaitedAlready() throws Exception {
        production = define(BY_ITSELF);
        rollout.roll(production, first);
        var failing = rollout.promote(rollout.project.reviewer, production, second);
        var waiting = rollout.promote(rollout.project.reviewer, production, third);
        rollout.drive(failing, failingAt(StepName.START));
        var back = rollout.get(deployments.takenBackBy(failing).orElseThrow());
        assertThat(back.state()).isEqualTo(Deployment.State.RUNNING);
        assertThat(rollout.get(waiting.id()).state()).isEqualTo(Deployment.State.WAITING);
        rollout.drive(back, DrivenRollout::well);
        assertThat(rollout.get(waiting.id()).state()).isEqualTo(Deployment.State.RUNNING);
        rollout.drive(waiting, failingAt(StepName.FETCH));
        assertThat(offered(waiting)).contains(Decision.RETRY, Decision.ROLLBACK);
        assertThat(offered(back)).isEmpty();
    }

    /** It brings nobody's new commits, so whoever is on call may do it. */
    @Test
    void aPromoterWhoWroteTheReleaseMayRollItBackAndNobodyElse() throws Exception {
        var failed = failing("", StepName.START);
        assertThatThrownBy(() ->
                        decisions.decide(
                                rollout.project.reader, failed.id(), Decision.ROLLBACK, null))
                .hasMessageContaining("may not decide about " + production.name());
        var back =
                decisions.decide(rollout.project.developer, failed.id(), Decision.ROLLBACK, null);
        assertThat(back.version()).isEqualTo(first);
        assertThat(deployments.takesBack(back)).contains(failed.id());
    }

    @Test
    void tellsWhetherItCouldGoBack() throws Exception {
        production = define("");
        rollout.roll(production, first);
        assertThat(rollbacks.look(rollout.project.reviewer, production).facts())
                .extracting(Readiness.Fact::sentence)
                .containsExactly(
                        "nothing else was verified here before, so there is nothing to go back to");
        rollout.roll(production, second);
        var found = rollbacks.look(rollout.project.reviewer, production);
        assertThat(found.version()).isEqualTo(first);
        assertThat(found.ready()).as(found.toString()).isTrue();
        assertThat(found.facts())
                .extracting(Readiness.Fact::sentence)
                .contains(
                        "its release is there, with the same digest",
                        "no rollback was ever verified here or in an environment before");
        assertThatThrownBy(() -> rollbacks.look(rollout.project.reader, production))
                .hasMessageContaining(
                        "may not have the way back of %s checked".formatted(production.name()));

        var before = deployments.of(production, 10).getLast();
        Files.writeString(blob(before.sha256()), "x".repeat((int) before.size()));
        rollout.jdbc().sql("delete from artifact_proof").update();
        assertThat(rollbacks.look(rollout.project.reviewer, production).facts())
                .extracting(Readiness.Fact::sentence)
                .anyMatch(one -> one.contains("its bytes are not those of sha256"));
        assertThat(proofs.proof(before.sha256(), ArtifactProofs.DAILY).orElseThrow().right())
                .isFalse();
        Files.delete(blob(before.sha256()));
        assertThat(rollbacks.look(rollout.project.reviewer, production).ready()).isFalse();
    }

    /** It is what the next deployment would go back to. */
    @Test
    void readsTheBytesOfWhatRunsBeforeAnotherReplacesIt() throws Exception {
        production = define("");
        rollout.roll(production, first);
        rollout.jdbc().sql("delete from artifact_proof").update();

        rollbacks.look(rollout.project.reviewer, production);

        var running = deployments.of(production, 1).getFirst();
        assertThat(proofs.proof(running.sha256(), ArtifactProofs.DAILY).orElseThrow().right())
                .isTrue();
    }

    /** Hosts may run what failed: the way back leads to what was verified before it. */
    @Test
    void buttonTextAndReadinessNameTheSameRelease() throws Exception {
        production = define("");
        rollout.roll(production, first);
        rollout.roll(production, second);
        assertThat(page()).contains("Go back to " + first, "Roll back to " + first);

        var failed = rollout.promote(rollout.project.reviewer, production, third);
        rollout.drive(failed, failingAt(StepName.START));
        assertThat(rollbacks.look(rollout.project.reviewer, production).version())
                .isEqualTo(second);
        assertThat(page())
                .contains("Go back to " + second, "ready to go back to " + second)
                .contains("action=\"%s/decisions\"".formatted(failed.url()))
                .containsOnlyOnce("Go back to ")
                .contains("Other releases that ran here before", "Roll back to " + first);

        var back = decisions.decide(rollout.project.reviewer, failed.id(), Decision.ROLLBACK, null);
        assertThat(back.version()).isEqualTo(second);
        rollout.drive(back, DrivenRollout::well);
        assertThat(rollbacks.look(rollout.project.reviewer, production).version()).isEqualTo(first);
        assertThat(page())
                .contains("Go back to " + first, "ready to go back to " + first)
                .containsOnlyOnce("Go back to ");
    }

    @Test
    void oneThatWaitedAndWasStoppedLeavesTheWayBackAsItWas() throws Exception {
        production = define("");
        rollout.roll(production, first);
        var running = rollout.promote(rollout.project.reviewer, production, second);
        var waiting = rollout.promote(rollout.project.reviewer, production, third);
        decisions.decide(rollout.project.reviewer, waiting.id(), Decision.STOP, null);
        rollout.drive(running, DrivenRollout::well);
        assertThat(offered(waiting)).doesNotContain(Decision.ROLLBACK);
        assertThat(offered(running)).contains(Decision.ROLLBACK);
        assertThat(page()).contains("Go back to " + first);
    }

    private String page() throws Exception {
        var path =
                "/projects/%s/environments/%s"
                        .formatted(rollout.project.project.key(), production.name());
        return Http.to(rollout.bean(Settings.class).baseUrl())
                .as(rollout.project.reviewer.name(), ReviewProject.PASSWORD)
                .get(path)
                .body();
    }

    private Path blob(String sha256) {
        return rollout.bean(Settings.class)
                .shared()
                .resolve("blobs/sha256")
                .resolve(sha256.substring(0, 2))
                .resolve(sha256);
    }

    private Deployment failing(String more, StepName where) throws Exception {
        production = define(more);
        rollout.roll(production, first);
        var deployment = rollout.promote(rollout.project.reviewer, production, second);
        rollout.drive(deployment, failingAt(where));
        return rollout.get(deployment.id());
    }

    private static BiFunction<Deployment, Step, Outcome> failingAt(StepName name) {
        return (deployment, step) ->
                step.name() == name
                        ? new Outcome.HostStepRan("it broke.", 7, 1, false)
                        : DrivenRollout.well(deployment, step);
    }

    private long audited(Deployment failed) {
        return rollout.jdbc()
                .sql(
                        "select count(*) from audit_entry where action = 'deployment.taken-back' and detail::jsonb ->> 'deployment' = :id")
                .param("id", String.valueOf(failed.id()))
                .query(Long.class)
                .single();
    }
}
