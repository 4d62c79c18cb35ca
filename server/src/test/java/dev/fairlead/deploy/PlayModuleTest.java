package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.ModuleTest;
import dev.fairlead.code.Source;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.TasksRan;
import dev.fairlead.issue.IssueType;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunPlay;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import dev.fairlead.protocol.Outcome.PlayRan;
import dev.fairlead.protocol.TaskRun;
import dev.fairlead.protocol.TaskRun.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Deployments by Ansible whose plays are lost, stopped, or told of twice. */
@ModuleTest
class PlayModuleTest {
    @Autowired ApplicationContext context;
    @Autowired TransactionTemplate transaction;
    @Autowired Deployments deployments;
    @Autowired Decisions decisions;
    @Autowired Source source;
    @TempDir Path folder;
    private DrivenRollout rollout;
    private Deployment deployment;

    @BeforeEach
    void play() throws Exception {
        rollout = DrivenRollout.create(context, Files.createDirectory(folder.resolve("work")));
        var repository = rollout.project.repository;
        var main = source.resolve(repository, "main").orElseThrow();
        var version = rollout.release("First");
        deployment = rollout.promote(rollout.project.reviewer, define(main).environment(), version);
    }

    @Test
    void aCommitThatIsNotMergedIsRefused() throws Exception {
        var open = rollout.project.ready(rollout.project.issue(IssueType.TASK, "x"), "x").head();
        assertThatThrownBy(() -> define(open))
                .hasMessage(
                        "ansible.commit: main of orders does not have the commit %s. Merge it first."
                                .formatted(open));
        assertThatThrownBy(() -> define("f".repeat(40))).hasMessageContaining("Merge it first.");
    }

    @Test
    void whatIsToldTwiceStandsOnceAndTheLatestCounts() {
        var spec = (RunPlay) rollout.spec(step());
        assertThat(spec.play().variables()).containsEntry("fairlead_version", deployment.version());
        tell(run(1, "order-1", State.RUNNING), run(1, "order-2", State.RUNNING));
        var before = mark();
        tell(run(1, "order-1", State.OK), run(1, "order-1", State.CHANGED));
        assertThat(mark()).isNotEqualTo(before);
        assertThat(deployments.taskRuns(deployments.steps(deployment)))
                .containsExactly(
                        run(1, "order-1", State.CHANGED), run(1, "order-2", State.RUNNING));
    }

    @Test
    void aLostPlayIsAskedAboutWhereItRanAndNeverRunAgainByItself() {
        rollout.lose(step());
        var lost = step();
        assertThat(lost.state()).isEqualTo(StepState.UNKNOWN);
        var question = (ObserveHost) context.getBean(Jobs.class).spec(lost.asking());
        assertThat(question.folder()).isEqualTo("environments/" + deployment.environmentId());
        rollout.answer(lost, Journals.telling(null));
        assertThat(step().stuck()).isTrue();
        assertThat(step().attempt()).isEqualTo(1);
        assertThat(step().note()).startsWith("Ansible was not begun");

        decisions.decide(rollout.project.reviewer, deployment.id(), Decision.RETRY, "");
        assertThat(step().attempt()).isEqualTo(2);
        rollout.drive(
                deployment,
                (one, step) ->
                        step.name() == StepName.PLAY
                                ? new PlayRan("", "2 hosts: 2 changed", 0, 1, false)
                                : DrivenRollout.well(one, step));
        assertThat(rollout.get(deployment.id()).state()).isEqualTo(Deployment.State.VERIFIED);
    }

    @Test
    void aPlayThatEndedWellUnseenIsBelievedAndTheHostsAreAsked() {
        rollout.bean(StepStore.class).claimed(Map.of(step().job(), 7L));
        rollout.lose(step());
        rollout.answer(step(), Journals.telling(new LastStep("play", 7, 0)));
        assertThat(step().state()).isEqualTo(StepState.DONE);
        assertThat(rollout.step(deployment, "order-2", StepName.CONFIRM).state())
                .isEqualTo(StepState.ISSUED);
    }

    @Test
    void stoppingADeploymentEndsItsPlay() {
        var running = step();
        decisions.decide(rollout.project.reviewer, deployment.id(), Decision.STOP, null);
        var job = context.getBean(Jobs.class).get(running.job());
        if (step().state() == StepState.ISSUED) {
            publish(new JobEvent.Cancelled(job, "the deployment was stopped"));
        }
        assertThat(step().state()).isEqualTo(StepState.FAILED);
        assertThat(step().note())
                .isEqualTo(
                        "Ansible was ended: the deployment was stopped. What it had done until then"
                                + " stays.");
        assertThat(rollout.get(deployment.id()).state().isTerminal()).isTrue();
    }

    private Step step() {
        return rollout.step(deployment, "", StepName.PLAY);
    }

    private String mark() {
        return deployments.taskRunsMark(deployment, deployments.steps(deployment));
    }

    private void tell(TaskRun... runs) {
        var job = context.getBean(Jobs.class).get(step().job());
        publish(new TasksRan(job, List.of(runs)));
    }

    private void publish(Object event) {
        transaction.executeWithoutResult(_ -> context.publishEvent(event));
    }

    private static TaskRun run(int task, String host, State state) {
        return new TaskRun(task, "Orders", "install", host, state, false, "it's \"{{ }}\"", 12);
    }

    private Environments.Saved define(String commit) {
        var definition =
                """
                {"kind": "production", "order": 10, "repository": "orders", "promotion": "manual",
                 "promoters": ["%s"],
                 "hosts": [{"name": "order-1", "agent": "nobody", "folder": "/srv/1", "port": 1},
                           {"name": "order-2", "agent": "nobody", "folder": "/srv/2", "port": 2}],
                 "ansible": {"repository": "orders", "commit": "%s", "playbook": "site.yml",
                             "agent": "nobody"}}
                """
                        .formatted(rollout.promoters, commit);
        return rollout.bean(Environments.class)
                .put(
                        rollout.project.administrator,
                        rollout.project.project.key(),
                        "production",
                        JsonMapper.shared().readTree(definition));
    }
}
