package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Checks that have to hold for a while: the time is a row's, and no process's. */
@ModuleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoakModuleTest {
    private static final String SOAKED =
            """
            , "verification": {"hosts": {"checks": [
                {"name": "health", "kind": "http", "path": "/health"}], "soak": "%s"}}
            """;

    @Autowired ApplicationContext context;
    @Autowired CheckStore checks;
    private DrivenRollout rollout;
    private String first;
    private String second;
    private int environments;

    @BeforeAll
    void releases(@TempDir Path folder) throws Exception {
        rollout = DrivenRollout.create(context, Files.createDirectory(folder.resolve("work")));
        first = rollout.release("first");
        second = rollout.release("second");
    }

    /** Each test has an environment of its own. */
    private Environment define(String more) {
        return rollout.define("production-" + ++environments, more);
    }

    @Test
    void looksAgainWithoutPatienceUntilTheTimeIsOver() throws Exception {
        var deployment = verifying("2s");
        rollout.end(verify(deployment), DrivenRollout.checked(""));
        assertThat(verify(deployment).state()).isEqualTo(StepState.ISSUED);
        var first = verify(deployment).job();
        while (verify(deployment).state() == StepState.ISSUED) {
            var looked = verify(deployment);
            await().until(() -> isLooking(deployment, looked));
            if (verify(deployment).state() == StepState.ISSUED) {
                var spec = (CheckHost) rollout.spec(verify(deployment));
                assertThat(spec.checks()).allMatch(one -> one.patience().within() == 0);
                rollout.end(verify(deployment), DrivenRollout.checked(""));
            }
        }
        assertThat(verify(deployment).job()).isNotEqualTo(first);
        assertThat(verify(deployment).state()).isEqualTo(StepState.DONE);
        assertThat(verify(deployment).note()).matches("its check holds, \\d+ looks in 2s");
        assertThat(checks.soaks(deployment.id())).isEmpty();
        assertThat(checks.of(deployment.id()))
                .extracting(CheckResult::found)
                .contains("status 200");
    }

    @Test
    void oneFailureEndsIt() throws Exception {
        var deployment = verifying("30m");
        rollout.end(verify(deployment), DrivenRollout.checked(""));
        soonDue(deployment);
        var looked = verify(deployment);
        await().until(() -> isLooking(deployment, looked));
        rollout.end(verify(deployment), DrivenRollout.checked("health is gone."));
        assertThat(verify(deployment).state()).isEqualTo(StepState.FAILED);
        assertThat(rollout.get(deployment.id()).note())
                .isEqualTo("verify on order-1: health is gone. It had held for 1 looks before.");
    }

    @Test
    void aLostLookIsDoneAgainAndTheTimeGoesOn() throws Exception {
        var deployment = verifying("30m");
        rollout.end(verify(deployment), DrivenRollout.checked(""));
        var since = checks.soak(verify(deployment).id()).orElseThrow().since();
        soonDue(deployment);
        var before = verify(deployment);
        await().until(() -> isLooking(deployment, before));
        rollout.lose(verify(deployment));
        var lost = verify(deployment);
        assertThat(lost.state()).isEqualTo(StepState.ISSUED);
        await().until(() -> isLooking(deployment, lost));
        assertThat(checks.soak(lost.id()).orElseThrow().since()).isEqualTo(since);
        assertThat(rollout.step(deployment, "order-1", StepName.VERIFY).attempt()).isEqualTo(1);
    }

    /** The host is asked whether something of it still runs, and then all is looked at again. */
    @Test
    void checksThatWereLostAreLookedAtAgain() throws Exception {
        var deployment = verifying("0s");
        rollout.lose(verify(deployment));
        var lost = verify(deployment);
        assertThat(lost.state()).isEqualTo(StepState.UNKNOWN);
        rollout.answer(lost, Journals.telling(new LastStep("verify", 7, 0)));
        assertThat(verify(deployment).attempt()).isEqualTo(2);
        rollout.end(verify(deployment), DrivenRollout.checked(""));
        assertThat(verify(deployment).note()).isEqualTo("its check holds");
    }

    @Test
    void whatHoldsAtTheEndMakesItVerifiedAndWhatDoesNotFailed() throws Exception {
        var end =
                ", \"verification\": {\"end\": {\"checks\": [{\"kind\": \"http\", \"url\": \"http://front/\", \"contains\": \"${version}\"}]}}";
        var production = define(end);
        var good = rollout.roll(production, first);
        assertThat(good.state()).isEqualTo(Deployment.State.VERIFIED);
        var bad = rollout.promote(rollout.project.reviewer, production, second);
        rollout.drive(
                bad,
                (deployment, step) ->
                        step.name() == StepName.SETTLE
                                ? DrivenRollout.checked("settle: front answers the older one.")
                                : DrivenRollout.well(deployment, step));
        assertThat(rollout.get(bad.id()).state()).isEqualTo(Deployment.State.FAILED);
        assertThat(rollout.get(bad.id()).note()).isEqualTo("settle: front answers the older one.");
        var spec = (CheckHost) rollout.spec(rollout.step(bad, "", StepName.SETTLE));
        assertThat(spec.checks().toString()).contains("contains=" + bad.version());
    }

    /** Nobody waits for the end of a soak at the end but the person who stops it. */
    @Test
    void aStopEndsTheSoakAtTheEnd() throws Exception {
        var end =
                ", \"verification\": {\"end\": {\"checks\": [{\"kind\": \"http\", \"url\": \"http://front/\"}], \"soak\": \"24h\"}}";
        var production = define(end);
        var deployment = rollout.promote(rollout.project.reviewer, production, first);
        rollout.drive(deployment, DrivenRollout::well);
        assertThat(rollout.get(deployment.id()).state()).isEqualTo(Deployment.State.RUNNING);
        rollout.bean(Decisions.class)
                .decide(rollout.project.reviewer, deployment.id(), Decision.STOP, null);
        checks.lookAfter(rollout.step(deployment, "", StepName.SETTLE).id(), Duration.ZERO);
        await().until(() -> rollout.get(deployment.id()).state() == Deployment.State.STOPPED);
        assertThat(rollout.step(deployment, "", StepName.SETTLE).note())
                .isEqualTo("it was stopped after 1 looks held");
    }

    private Deployment verifying(String soak) throws Exception {
        var production = define(SOAKED.formatted(soak));
        var deployment = rollout.promote(rollout.project.reviewer, production, first);
        var until = Set.of(StepName.VERIFY);
        while (rollout.issued(deployment).stream().noneMatch(one -> until.contains(one.name()))) {
            rollout.issued(deployment)
                    .forEach(step -> rollout.end(step, DrivenRollout.well(deployment, step)));
        }
        return deployment;
    }

    private Step verify(Deployment deployment) {
        return rollout.step(deployment, "order-1", StepName.VERIFY);
    }

    private void soonDue(Deployment deployment) {
        checks.lookAfter(verify(deployment).id(), Duration.ZERO);
    }

    private boolean isLooking(Deployment deployment, Step before) {
        var now = verify(deployment);
        return now.state() != StepState.ISSUED || !now.job().equals(before.job());
    }
}
