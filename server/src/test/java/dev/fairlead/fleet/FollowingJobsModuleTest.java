package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.HeartbeatAnswer;
import dev.fairlead.protocol.JobEnd;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registration;
import dev.fairlead.protocol.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs that follow one are given with it, and are begun or nobody's. */
@ModuleTest
@Import({TestSource.class, Heard.class})
class FollowingJobsModuleTest {
    private static final Outcome PASSED = new Outcome.HostStepRan("", 0, 1, false);
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final JobSpec SPEC =
            new JobSpec.RunHostStep("stop", "order-1", "/srv/1", "true", Map.of(), null, 9);

    @Autowired Jobs jobs;
    @Autowired Agents agents;
    @Autowired Leases leases;
    @Autowired Outcomes outcomes;
    @Autowired LostJobs lost;
    @Autowired Heard heard;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    @Test
    void areGivenWithTheFirstUnderRisingFences() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);

        var given = claim(agent);

        assertThat(given.job()).isEqualTo(all.getFirst());
        assertThat(given.then()).extracting(Assignment::job).isEqualTo(all.subList(1, 3));
        assertThat(Stream.concat(Stream.of(given), given.then().stream()))
                .extracting(Assignment::fence)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(heard.of(given.job()))
                .singleElement(type(JobEvent.Claimed.class))
                .extracting(JobEvent.Claimed::all, list(Job.class))
                .extracting(Job::id)
                .isEqualTo(all);
        assertThat(agents.get(agent.agent()).running()).isEqualTo(1);
        assertThat(agents.running(agent.agent()))
                .extracting(one -> one.job().id())
                .containsExactly(given.job());
    }

    @Test
    void areGivenOnceMoreTogetherWhenTheAnswerWasLost() throws Exception {
        var agent = agent(Protocol.VERSION);
        queue(agent);

        assertThat(claim(agent)).isEqualTo(claim(agent));
    }

    @Test
    void waitForNobodyWhoGoesOn() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var given = claim(agent);

        outcomes.take(agent, given.job(), ended(given, "", true), null);

        assertThat(states(all))
                .containsExactly(JobState.FINISHED, JobState.RUNNING, JobState.RUNNING);
    }

    @Test
    void areWithdrawnWhereOneLedToNothing() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var given = claim(agent);
        outcomes.take(agent, given.job(), ended(given, "", true), null);
        var second = given.then().getFirst();

        outcomes.take(agent, second.job(), ended(second, "it failed", false), null);

        assertThat(states(all))
                .containsExactly(JobState.FINISHED, JobState.FINISHED, JobState.CANCELLED);
        assertThat(heard.of(all.getLast()).getLast()).isInstanceOf(JobEvent.Withdrawn.class);
    }

    @Test
    void areToldOfTogether() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var given = claim(agent);
        var ends =
                List.of(
                        end(given, ended(given, "", true).timed(2_000L, null)),
                        end(given.then().getFirst(), ended(given.then().getFirst(), "", true)),
                        end(given.then().getLast(), ended(given.then().getLast(), "", false)));

        outcomes.take(agent, ends, null);
        assertThat(outcomes.take(agent, ends, null)).isEmpty();

        assertThat(states(all))
                .containsExactly(JobState.FINISHED, JobState.FINISHED, JobState.FINISHED);
        assertThat(all).allSatisfy(id -> assertThat(heard.of(id)).hasSizeLessThanOrEqualTo(2));
        var first = jobs.get(all.getFirst());
        assertThat(first.finished()).isEqualTo(first.started()); // no agent ends one before that
    }

    /** It was given long before, with those that it had to wait for. */
    @Test
    void wereBegunWhenTheirAgentSays() throws Exception {
        var agent = agent(Protocol.VERSION);
        queue(agent);
        var given = claim(agent);
        jdbc.sql("update job set started = now() - interval '1 minute'").update();

        outcomes.take(agent, given.job(), ended(given, "", true).timed(1_000L, 2_000L), null);

        var first = jobs.get(given.job());
        assertThat(first.started()).isEqualTo(first.finished().minusSeconds(2));
    }

    @Test
    void areTakenWhateverTheirAgentSaysOfTheTime() throws Exception {
        var agent = agent(Protocol.VERSION);
        queue(agent);
        var given = claim(agent);
        var later = given.then().getFirst();
        var log = new Report.LogEnd(0, Long.MAX_VALUE, new byte[] {'\n'});
        var never = ended(later, "", false).timed(Long.MAX_VALUE, Long.MAX_VALUE).with(log);
        var ends =
                List.of(
                        end(given, ended(given, "", true).timed(-5_000L, -5_000L)),
                        end(later, never));

        outcomes.take(agent, ends, null);

        assertThat(List.of(jobs.get(given.job()), jobs.get(later.job())))
                .allSatisfy(job -> {
                    assertThat(job.finished()).isBetween(job.started(), Instant.now());
                });
    }

    /** Of two jobs that end in the same moment one leads to what is queued after the other. */
    @Test
    void areWithdrawnThoughTheyWereQueuedWhileTheEndWasBeingTold() throws Exception {
        var agent = agent(Protocol.VERSION);
        queue(agent);
        var last = claim(agent).then().getLast();
        var queued = new ArrayList<Long>();

        try (var other = Executors.newSingleThreadExecutor()) {
            var told =
                    transaction.execute(_ -> {
                        queued.addAll(queueAfter(agent, last.job()));
                        var telling = other.submit(() -> tellEnd(agent, last));
                        await().until(this::isAnybodyWaiting);
                        return telling;
                    });
            told.get();
        }

        assertThat(states(queued)).containsExactly(JobState.CANCELLED, JobState.CANCELLED);
    }

    /** Whoever tells of an end may wait for what is held by who would queue them. */
    @Test
    void areNotQueuedAfterAJobThatEnds() throws Exception {
        var agent = agent(Protocol.VERSION);
        queue(agent);
        var last = claim(agent).then().getLast();
        Callable<List<Long>> queue = () -> transaction.execute(_ -> queueAfter(agent, last.job()));

        try (var other = Executors.newSingleThreadExecutor()) {
            transaction.executeWithoutResult(_ -> {
                tellEnd(agent, last);
                assertThat(other.submit(queue))
                        .succeedsWithin(Duration.ofSeconds(30))
                        .isEqualTo(List.of());
            });
        }

        List<Long> afterwards = queue.call();
        assertThat(afterwards).isEmpty();
    }

    private Optional<Assignment> tellEnd(Holder agent, Assignment given) {
        return outcomes.take(agent, given.job(), ended(given, "", false), null);
    }

    private boolean isAnybodyWaiting() {
        return jdbc.sql(
                        """
                        select exists (select from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock')
                        """)
                .query(Boolean.class)
                .single();
    }

    @Test
    void areNotTakenTogetherWhereOneIsNotHeld() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var given = claim(agent);
        var second = given.then().getFirst();
        var stale = new Report(second.fence() - 1, PASSED, false, true);

        assertThatThrownBy(() ->
                        outcomes.take(
                                agent,
                                List.of(end(given, ended(given, "", true)), end(second, stale)),
                                null))
                .hasMessageContaining("tell of each by itself");

        assertThat(states(all))
                .containsExactly(JobState.RUNNING, JobState.RUNNING, JobState.RUNNING);
    }

    /** An older agent knows nothing of them: it is given the first, and they come again. */
    @Test
    void areNotGivenToAnAgentThatDoesNotKnowThem() throws Exception {
        var agent = agent(Protocol.FOLLOWING - 1);
        var all = queue(agent);
        var given = claim(agent);

        assertThat(given.then()).isEmpty();
        assertThat(leases.claim(agent, 1, Duration.ZERO)).isEmpty();
        outcomes.take(agent, given.job(), ended(given, "", false), null);
        assertThat(states(all))
                .containsExactly(JobState.FINISHED, JobState.CANCELLED, JobState.CANCELLED);
    }

    @Test
    void areHeldByTheHeartbeatsOfTheOneThatIsUnderWay() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var given = claim(agent);
        expire(all);

        leases.heartbeat(agent, given.job(), new Heartbeat(given.fence(), null, List.of()));

        while (lost.loseOne()) {}
        assertThat(states(all))
                .containsExactly(JobState.RUNNING, JobState.RUNNING, JobState.RUNNING);
    }

    /** Ends that cannot be told make several of a row beat at the same time. */
    @Test
    void areHeldByTheHeartbeatsOfSeveralAtOnce() throws Exception {
        var agent = agent(Protocol.VERSION);
        queue(agent);
        var given = claim(agent);
        var beats = new ArrayList<Callable<HeartbeatAnswer>>();
        for (int i = 0; i < 300; i++) {
            for (var one : List.of(given, given.then().getFirst(), given.then().getLast())) {
                var beat = new Heartbeat(one.fence(), null, List.of());
                beats.add(() -> leases.heartbeat(agent, one.job(), beat));
            }
        }

        try (var executors = Executors.newFixedThreadPool(6)) {
            for (var answer : executors.invokeAll(beats)) {
                assertThat(answer.get().recalled()).isFalse();
            }
        }
    }

    @Test
    void areRecalledThroughAHeartbeat() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var given = claim(agent);
        var heartbeat = new Heartbeat(given.fence(), null, List.of());
        assertThat(leases.heartbeat(agent, given.job(), heartbeat).recalled()).isFalse();

        all.forEach(jobs::recall);
        all.forEach(jobs::recall);

        var told = leases.heartbeat(agent, given.job(), heartbeat);
        assertThat(told.recalled()).isTrue();
        assertThat(told.cancelled()).isFalse();
    }

    @Test
    void areAskedForWhereTheyWereQueuedMeanwhile() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var more = queueAfter(agent, all.getLast());
        var given = claim(agent);
        assertThat(given.then()).extracting(Assignment::job).isEqualTo(all.subList(1, 3));
        assertThat(leases.claim(agent, 1, Duration.ZERO)).isEmpty();
        var last = given.then().getLast();
        assertThat(leases.next(agent, last.job(), last.fence() - 1, 0)).isEmpty();

        var next = leases.next(agent, last.job(), last.fence(), 0).orElseThrow();

        assertThat(next.job()).isEqualTo(more.getFirst());
        assertThat(next.then()).extracting(Assignment::job).containsExactly(more.getLast());
        assertThat(heard.of(next.job())).singleElement().isInstanceOf(JobEvent.Claimed.class);
        assertThat(leases.next(agent, last.job(), last.fence(), 0)).isEmpty();
    }

    @Test
    void areNotGivenToWhoAsksOnceTheyWereRecalled() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var more = queueAfter(agent, all.getLast());
        var last = claim(agent).then().getLast();

        jobs.recall(more.getFirst());

        assertThat(leases.next(agent, last.job(), last.fence(), 0)).isEmpty();
    }

    @Test
    void areNotGivenToAnAgentThatIsToTakeNoFurtherOne() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        queueAfter(agent, all.getLast());
        var last = claim(agent).then().getLast();

        jdbc.sql("update agent set state = 'drained' where id = ?").param(agent.agent()).update();

        assertThat(leases.next(agent, last.job(), last.fence(), 0)).isEmpty();
    }

    /** Whoever had them was given them, and is told that nobody has them any more. */
    @Test
    void areWithdrawnWhereTheAnswerWasLostAndTheRowEnds() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var more = queueAfter(agent, all.getLast());
        var last = claim(agent).then().getLast();
        leases.next(agent, last.job(), last.fence(), 0);

        outcomes.take(agent, last.job(), ended(last, "", false), null);

        assertThat(states(more)).containsExactly(JobState.CANCELLED, JobState.CANCELLED);
        assertThat(heard.of(more.getLast()).getLast()).isInstanceOf(JobEvent.Withdrawn.class);
    }

    @Test
    void areWithdrawnWhereNobodyIsLeftToAsk() throws Exception {
        var agent = agent(Protocol.VERSION);
        var all = queue(agent);
        var more = queueAfter(agent, all.getLast());
        claim(agent);

        all.forEach(job -> transaction.executeWithoutResult(_ -> lost.lose(job, "it is gone")));

        assertThat(states(all)).containsOnly(JobState.LOST);
        assertThat(states(more)).containsExactly(JobState.CANCELLED, JobState.CANCELLED);
    }

    private List<Long> queueAfter(Holder agent, long job) {
        var demand = Demand.of(Jobs.DEPLOY_POOL, agent.name(), 20);
        var work = new Jobs.Work(SPEC, Provision.NOTHING);
        return jobs.queueAfter(job, demand, List.of(work, work));
    }

    private List<Long> queue(Holder agent) {
        var demand = Demand.of(Jobs.DEPLOY_POOL, agent.name(), 20);
        var work = new Jobs.Work(SPEC, Provision.NOTHING);
        return jobs.queue(demand, List.of(work, work, work));
    }

    private Holder agent(int protocol) {
        var registration =
                new Registration(
                        "following-" + NAMES.incrementAndGet(),
                        "test",
                        2,
                        List.of(),
                        Map.of(),
                        "",
                        List.of(),
                        Map.of(),
                        protocol,
                        null);
        var session = agents.register(Jobs.DEPLOY_POOL, registration).session();
        return agents.holder(Jobs.DEPLOY_POOL, session);
    }

    private Assignment claim(Holder agent) throws InterruptedException {
        return leases.claim(agent, 0, Duration.ZERO).orElseThrow();
    }

    private void expire(List<Long> ids) {
        jdbc.sql("update job set lease_until = now() - interval '1 s' where id = any (?)")
                .param(ids.toArray(Long[]::new))
                .update();
    }

    private List<JobState> states(List<Long> ids) {
        return ids.stream().map(id -> jobs.get(id).state()).toList();
    }

    private static JobEnd end(Assignment of, Report report) {
        return new JobEnd(of.job(), report);
    }

    private static Report ended(Assignment of, String failure, boolean goesOn) {
        var outcome = new Outcome.HostStepRan(failure, failure.isEmpty() ? 0 : 1, 1, false);
        return new Report(of.fence(), outcome, false, goesOn);
    }
}
