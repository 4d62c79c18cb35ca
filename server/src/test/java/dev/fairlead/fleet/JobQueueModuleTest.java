package dev.fairlead.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.HeartbeatAnswer;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registration;
import dev.fairlead.protocol.Report;
import dev.fairlead.protocol.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@ModuleTest
@Import({TestSource.class, Heard.class})
@TestPropertySource(properties = "FAIRLEAD_LEASE=10s")
class JobQueueModuleTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final JobSpec SPEC = Specs.build("true");
    private static final Outcome PASSED = new Built("", List.of(), List.of(), List.of());

    @Autowired Jobs jobs;
    @Autowired Agents agents;
    @Autowired Leases leases;
    @Autowired Deliveries deliveries;
    @Autowired Outcomes outcomes;
    @Autowired LostJobs lostJobs;
    @Autowired Heard heard;
    @Autowired Audit audit;
    @Autowired JdbcClient jdbc;

    @Test
    void givesEachJobToOneOfManyClaimers() throws InterruptedException {
        var agent = agent();
        var queued = new ArrayList<Long>();
        for (var i = 0; i < 60; i++) {
            queued.add(queue(agent, 0));
        }
        var claimed = new ConcurrentLinkedQueue<Assignment>();
        try (var claimers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var executor = 0; executor < 60; executor++) {
                var number = executor;
                claimers.submit(() -> claimed.add(claimWaiting(agent, number)));
            }
        }

        assertThat(claimed).extracting(Assignment::job).containsExactlyInAnyOrderElementsOf(queued);
        assertThat(claimed).extracting(Assignment::fence).doesNotHaveDuplicates();
    }

    @Test
    void givesTheMostUrgentThenTheOldest() throws InterruptedException {
        var agent = agent();
        var build = queue(agent, 0);
        var later = queue(agent, 0);
        var deployment = queue(agent, 20);

        assertThat(List.of(claim(agent, 0).job(), claim(agent, 1).job(), claim(agent, 2).job()))
                .containsExactly(deployment, build, later);
        assertThat(heard.of(build)).hasOnlyElementsOfType(JobEvent.Claimed.class);
    }

    @Test
    void givesAJobOnlyToTheAgentThatIsWanted() throws InterruptedException {
        var wanted = agent();
        var other = agent();
        var job = queue(wanted, 0);

        assertThat(leases.claim(other, 0, Duration.ZERO)).isEmpty();
        assertThat(claim(wanted, 0).job()).isEqualTo(job);
    }

    @Test
    void wakesAWaitingClaim() throws Exception {
        var agent = agent();
        try (var claimers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = claimers.submit(() -> leases.claim(agent, 0, Duration.ofSeconds(20)));
            var job = queue(agent, 0);

            assertThat(waiting.get()).map(Assignment::job).contains(job);
        }
    }

    /** Of another job, by another agent, under an older fence, after its end, in another pool. */
    @Test
    void takesNoWordOfAJobThatIsNotHeld() throws InterruptedException {
        var holder = agent();
        var other = agent();
        queue(holder, 0);
        var theirs = queue(other, 0);
        var held = claim(holder, 0);
        var fence = held.fence();
        var claimed = claim(other, 0);
        var foreign = jobs.queue(Jobs.DEPLOY_POOL, "nobody", 0, SPEC, Provision.NOTHING);

        for (var job : List.of(theirs, foreign, Long.MAX_VALUE)) {
            assertNoWordTaken(holder, job, fence);
        }
        assertNoWordTaken(holder, theirs, claimed.fence());
        assertNoWordTaken(holder, held.job(), fence - 1);
        outcomes.take(holder, held.job(), new Report(fence, PASSED, false), null);
        assertNoWordTaken(holder, held.job(), fence);

        assertThat(jobs.get(theirs).state()).isEqualTo(JobState.RUNNING);
        assertThat(jobs.get(foreign).state()).isEqualTo(JobState.QUEUED);
        assertThat(jobs.log(held.job(), 0, 10).lines()).isEmpty();
    }

    private void assertNoWordTaken(Holder holder, long job, long fence) {
        var failed = new Built("no", List.of(), List.of(), List.of());
        var words =
                List.<Runnable>of(
                        () -> heartbeat(holder, job, fence),
                        () -> deliveries.log(holder, job, fence, 0, Duration.ZERO, bytes("a\n")),
                        () -> store(holder, job, fence),
                        () -> leases.provision(holder, job, fence),
                        () -> leases.inputs(holder, job, fence),
                        () -> outcomes.take(holder, job, new Report(fence, failed, false), null));
        var before = refusals(job);
        words.forEach(word -> assertRefused(word, "refused"));

        assertThat(refusals(job)).isEqualTo(before + words.size());
    }

    private long refusals(long job) {
        return audit.entries(Long.MAX_VALUE, 200).stream()
                .filter(entry -> entry.action().equals("job.message-refused"))
                .filter(entry -> entry.subject().equals("job " + job))
                .count();
    }

    private HeartbeatAnswer heartbeat(Holder holder, long job, long fence) {
        try {
            return leases.heartbeat(holder, job, beat(fence));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void store(Holder holder, long job, long fence) {
        try {
            deliveries.file(holder, job, fence, "a", new ByteArrayInputStream(bytes("a")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The heartbeat asks before the job is cancelled or after; both times it hears of it. */
    @Test
    void tellsOfACancellationWithoutAnotherHeartbeat() throws Exception {
        var agent = agent();
        var job = queue(agent, 0);
        var held = claim(agent, 0);
        var wait = Duration.ofSeconds(20).toMillis();
        var patient = new Heartbeat(held.fence(), "test", List.of(), wait);
        try (var beats = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = beats.submit(() -> leases.heartbeat(agent, job, patient));
            await().until(() -> isBeating(job));

            jobs.cancel(job, "by developer");

            assertThat(answer.get().cancelled()).isTrue();
        }
    }

    private boolean isBeating(long job) {
        return jdbc.sql("select coalesce(step, '') from job where id = :id")
                .param("id", job)
                .query(String.class)
                .single()
                .equals("test");
    }

    @Test
    void givesAnExecutorTheSameJobUntilItReports() throws InterruptedException {
        var agent = agent();
        queue(agent, 0);
        var first = claim(agent, 0);

        assertThat(claim(agent, 0)).isEqualTo(first);
        outcomes.take(agent, first.job(), new Report(first.fence(), PASSED, false), null);
        assertThat(leases.claim(agent, 0, Duration.ZERO)).isEmpty();
    }

    @Test
    void refusesWhatDoesNotMatchTheLeaseAndRecordsIt() throws InterruptedException {
        var holder = agent();
        var other = agent();
        queue(holder, 0);
        var held = claim(holder, 0);
        var job = held.job();
        var older = held.fence() - 1;

        assertRefused(() -> heartbeat(other, job, held.fence()), "another agent");
        assertRefused(() -> heartbeat(holder, job, older), "its fence is");
        assertRefused(
                () -> deliveries.log(holder, job, older, 0, Duration.ZERO, bytes("a\n")),
                "its fence is");
        assertRefused(() -> leases.provision(other, job, held.fence()), "another agent");
        assertRefused(
                () -> outcomes.take(other, job, new Report(held.fence(), PASSED, false), null),
                "another agent");
        outcomes.take(holder, job, new Report(held.fence(), PASSED, false), null);
        assertRefused(
                () -> deliveries.log(holder, job, held.fence(), 0, Duration.ZERO, bytes("a\n")),
                "it is finished");

        assertThat(audit.entries(Long.MAX_VALUE, 200))
                .filteredOn(entry -> entry.action().equals("job.message-refused"))
                .filteredOn(entry -> entry.subject().equals("job " + job))
                .hasSize(6);
    }

    @Test
    void takesTheSameOutcomeTwiceAndAnotherNever() throws InterruptedException {
        var agent = agent();
        queue(agent, 0);
        var held = claim(agent, 0);
        var report = new Report(held.fence(), PASSED, false);

        outcomes.take(agent, held.job(), report, null);
        outcomes.take(agent, held.job(), report, null);

        assertThat(heard.of(held.job())).filteredOn(JobEvent.Finished.class::isInstance).hasSize(1);
        var other = new Built("no", List.of(), List.of(), List.of());
        assertRefused(
                () ->
                        outcomes.take(
                                agent, held.job(), new Report(held.fence(), other, false), null),
                "it is finished");
    }

    @Test
    void refusesAnOutcomeOfAnotherKindOrWithForeignFiles() throws InterruptedException {
        var agent = agent();
        queue(agent, 0);
        var held = claim(agent, 0);
        var moved = Outcome.ServerMoved.failed("");
        var file = new StoredFile("a.jar", "0".repeat(64), 1);
        var built = new Built("", List.of(), List.of(), List.of(file));

        assertThatThrownBy(() ->
                        outcomes.take(
                                agent, held.job(), new Report(held.fence(), moved, false), null))
                .hasMessageContaining("not of the job's kind");
        assertThatThrownBy(() ->
                        outcomes.take(
                                agent, held.job(), new Report(held.fence(), built, false), null))
                .hasMessageContaining("has not stored");
    }

    @Test
    void keepsALogWholeHoweverItIsSent() throws InterruptedException, IOException {
        var agent = agent();
        queue(agent, 0);
        var held = claim(agent, 0);

        log(agent, held, 0, "one\ntwo\n");
        log(agent, held, 0, "one\ntwo\n");
        log(agent, held, 4, "two\nthree\n");
        log(agent, held, 14, "four\n");
        assertThatThrownBy(() -> log(agent, held, 99, "later\n")).hasMessageContaining("a hole");
        assertThatThrownBy(() -> log(agent, held, 19, "open")).hasMessageContaining("line's end");

        var part = jobs.log(held.job(), 1, 2);
        assertThat(part.lines()).containsExactly("two", "three");
        assertThat(part.next()).isEqualTo(3);
        assertThat(part.complete()).isFalse();

        outcomes.take(agent, held.job(), new Report(held.fence(), PASSED, false), null);
        assertThat(whole(held.job())).isEqualTo("one\ntwo\nthree\nfour\n");
        awaitGathered(held.job());
        assertThat(whole(held.job())).isEqualTo("one\ntwo\nthree\nfour\n");
        assertThat(jobs.log(held.job(), 2, 10).lines()).containsExactly("three", "four");
        assertThat(jobs.log(held.job(), 2, 10).complete()).isTrue();
    }

    @Test
    void takesTheEndOfALogWithTheOutcomeOnce() throws InterruptedException, IOException {
        var agent = agent();
        queue(agent, 0);
        var held = claim(agent, 0);
        var report = new Report(held.fence(), PASSED, false);
        log(agent, held, 0, "one\n");

        assertThatThrownBy(() ->
                        outcomes.take(agent, held.job(), report.with(end(99, "later\n")), null))
                .hasMessageContaining("a hole");
        assertThat(jobs.get(held.job()).state()).isEqualTo(JobState.RUNNING);

        outcomes.take(agent, held.job(), report.with(end(0, "one\ntwo\n")), null);
        outcomes.take(agent, held.job(), report.with(end(0, "one\ntwo\n")), null);
        outcomes.take(agent, held.job(), report, null);

        assertThat(whole(held.job())).isEqualTo("one\ntwo\n");
        assertThat(heard.of(held.job())).filteredOn(JobEvent.Finished.class::isInstance).hasSize(1);
    }

    private static Report.LogEnd end(long offset, String text) {
        return new Report.LogEnd(offset, 0, bytes(text));
    }

    @Test
    void knowsWhenLinesWereWrittenWhichHoldATextAndWhatWasBegun() throws InterruptedException {
        var holder = agent();
        queue(holder, 0);
        var held = claim(holder, 0);
        var before = Instant.now();
        deliveries.log(
                holder, held.job(), held.fence(), 0, Duration.ofMinutes(5), bytes("one\nTwo\n"));
        log(holder, held, 8, "three\ntwo more\n");
        leases.heartbeat(holder, held.job(), beat(held.fence()));

        for (var gathered : List.of(false, true)) {
            if (gathered) {
                outcomes.take(holder, held.job(), new Report(held.fence(), PASSED, false), null);
                awaitGathered(held.job());
            }
            var part = jobs.log(held.job(), 1, 2);
            assertThat(part.lines()).containsExactly("Two", "three");
            assertThat(part.total()).isEqualTo(4);
            assertThat(part.times().getFirst())
                    .isBetween(before.minusSeconds(301), before.minusSeconds(290));
            assertThat(part.times().getLast()).isAfter(before.minusSeconds(1));
            assertThat(jobs.search(held.job(), "TWO", 10)).containsExactly(1L, 3L);
            assertThat(jobs.search(held.job(), "two", 1)).containsExactly(1L);
        }
        assertThat(jobs.begun(held.job())).containsExactly(new Heartbeat.Begun("test", 0));
    }

    @Test
    void findsALineInALongGatheredLog() throws InterruptedException {
        var agent = agent();
        queue(agent, 0);
        var held = claim(agent, 0);
        var sent = 0L;
        for (var chunk = 0; chunk < 4; chunk++) {
            var text = new StringBuilder();
            for (var line = 0; line < 900; line++) {
                text.append("line ").append(chunk * 900 + line).append('\n');
            }
            log(agent, held, sent, text.toString());
            sent += text.length();
        }
        assertThat(jobs.log(held.job(), 1_799, 2).lines())
                .containsExactly("line 1799", "line 1800");

        outcomes.take(agent, held.job(), new Report(held.fence(), PASSED, false), null);
        awaitGathered(held.job());

        assertThat(jobs.log(held.job(), 1_799, 2).lines())
                .containsExactly("line 1799", "line 1800");
        assertThat(jobs.log(held.job(), 3_599, 9).lines()).containsExactly("line 3599");
    }

    @Test
    void losesTheJobsThatARestartedAgentDoesNotHold() throws InterruptedException {
        var agent = agent();
        queue(agent, 0);
        queue(agent, 0);
        var kept = claim(agent, 0);
        var gone = claim(agent, 1);

        register(agent.name(), new Registration.Held(kept.job(), kept.fence()));

        assertThat(jobs.get(kept.job()).state()).isEqualTo(JobState.RUNNING);
        assertThat(jobs.get(gone.job()).state()).isEqualTo(JobState.LOST);
        assertThat(heard.of(gone.job())).last().isInstanceOf(JobEvent.Lost.class);
    }

    @Test
    void endsTheSessionOfAnEarlierProcess() {
        var first = register("twice-" + NAMES.incrementAndGet());
        var name = jdbc.sql("select name from agent order by id desc limit 1").query(String.class);
        register(name.single());

        assertThatThrownBy(() -> agents.holder(Jobs.BUILD_POOL, first))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(409))
                .hasMessageContaining("registered again by another process");
    }

    @Test
    void cancelsAQueuedJobAtOnceAndARunningOneWhenItsAgentHasEndedIt() throws InterruptedException {
        var agent = agent();
        var running = queue(agent, 0);
        var held = claim(agent, 0);
        var queued = queue(agent, 0);

        jobs.cancel(queued, "superseded");
        jobs.cancel(running, "by developer");

        assertThat(heard.of(queued))
                .last()
                .isEqualTo(new JobEvent.Cancelled(jobs.get(queued), "superseded"));
        assertThat(jobs.get(running).state()).isEqualTo(JobState.RUNNING);
        assertThat(leases.heartbeat(agent, running, beat(held.fence())).cancelled()).isTrue();
        outcomes.take(agent, running, new Report(held.fence(), PASSED, true), null);
        assertThat(heard.of(running))
                .last()
                .isEqualTo(new JobEvent.Cancelled(jobs.get(running), "by developer"));
    }

    @Test
    void losesAJobOnlyAfterItsLeaseAndAPauseOfOurOwn() throws InterruptedException {
        var agent = agent();
        queue(agent, 0);
        var held = claim(agent, 0);
        jdbc.sql("update job set lease_until = now() - interval '1 second' where id = :id")
                .param("id", held.job())
                .update();

        assertThat(jobs.get(held.job()).state()).isEqualTo(JobState.RUNNING);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs.get(held.job()).state() == JobState.LOST);
        assertThat(heard.of(held.job())).last().isInstanceOf(JobEvent.Lost.class);
        assertRefused(() -> heartbeat(agent, held.job(), held.fence()), "it is lost");
    }

    @Test
    void saysWhyAJobWaits() {
        var job = jobs.queue(Jobs.BUILD_POOL, "nobody", 0, SPEC, Provision.NOTHING);

        assertThat(jobs.whyWaiting(job))
                .isEqualTo("agent nobody of pool default has never registered");
        jobs.cancel(job, "done");
        assertThat(jobs.whyWaiting(job)).isEmpty();
    }

    @Test
    void givesNoBuildToAnAgentThatRunsNone() throws InterruptedException {
        var name = "agent-" + NAMES.incrementAndGet();
        var bare = new Registration(name, "test", 1, List.of(), Map.of(), "no bubblewrap");
        var session = agents.register(Jobs.BUILD_POOL, bare).session();
        var holder = agents.holder(Jobs.BUILD_POOL, session);
        var job = queue(holder, 0);

        assertThat(leases.claim(holder, 0, Duration.ZERO)).isEmpty();
        assertThat(jobs.whyWaiting(job))
                .isEqualTo("agent " + name + " of pool default runs no builds: no bubblewrap");
        jobs.cancel(job, "done");
    }

    @Test
    void refusesALogOverTheLimit() throws InterruptedException {
        var agent = agent();
        queue(agent, 0);
        var held = claim(agent, 0);
        jdbc.sql("update job set log_bytes = :bytes where id = :id")
                .param("bytes", Deliveries.MOST_LOG - 4)
                .param("id", held.job())
                .update();

        log(agent, held, Deliveries.MOST_LOG - 4, "end\n");
        assertThatThrownBy(() -> log(agent, held, Deliveries.MOST_LOG, "\n"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(413))
                .hasMessage(
                        "The log of job %d would pass the limit of %d bytes."
                                .formatted(held.job(), Deliveries.MOST_LOG));
        var chunk = "x".repeat(Protocol.LOG_CHUNK) + "\n";
        assertThatThrownBy(() -> log(agent, held, 0, chunk))
                .hasMessage("A chunk of log holds at most 65536 bytes.");
    }

    private Holder agent() {
        return agents.holder(Jobs.BUILD_POOL, register("agent-" + NAMES.incrementAndGet()));
    }

    private String register(String name, Registration.Held... held) {
        var registration = new Registration(name, "test", 64, List.of(held), Map.of(), "");
        return agents.register(Jobs.BUILD_POOL, registration).session();
    }

    private long queue(Holder wanted, int priority) {
        return jobs.queue(Jobs.BUILD_POOL, wanted.name(), priority, SPEC, Specs.SOURCE);
    }

    private Assignment claim(Holder agent, int executor) throws InterruptedException {
        return leases.claim(agent, executor, Duration.ZERO).orElseThrow();
    }

    private Assignment claimWaiting(Holder agent, int executor) throws InterruptedException {
        return leases.claim(agent, executor, Duration.ofSeconds(20)).orElseThrow();
    }

    private void log(Holder agent, Assignment held, long offset, String text) {
        deliveries.log(agent, held.job(), held.fence(), offset, Duration.ZERO, bytes(text));
    }

    @Test
    void leavesAShortLogInItsRow() throws Exception {
        var agent = agent();
        var logs = List.of("one\ntwo\n", "a longer line\n".repeat(400));
        var held = new ArrayList<Assignment>();
        for (var text : logs) {
            queue(agent, 0);
            var one = claim(agent, 0);
            log(agent, one, 0, text);
            outcomes.take(agent, one.job(), new Report(one.fence(), PASSED, false), null);
            jdbc.sql("update job set finished = finished - interval '1 minute' where id = :job")
                    .param("job", one.job())
                    .update();
            held.add(one);
        }
        awaitGathered(held.getLast().job());

        assertThat(rows(held.getFirst().job())).isEqualTo(1);
        for (int i = 0; i < logs.size(); i++) {
            assertThat(whole(held.get(i).job())).isEqualTo(logs.get(i));
        }
    }

    private String whole(long job) throws IOException {
        var out = new ByteArrayOutputStream();
        jobs.writeLog(job, out);
        return out.toString(UTF_8);
    }

    /** As if it had ended a while ago: nothing is gathered at once. */
    private void awaitGathered(long job) {
        jdbc.sql("update job set finished = finished - interval '1 minute' where id = :job")
                .param("job", job)
                .update();
        await().until(() -> rows(job) == 0);
    }

    private int rows(long job) {
        return jdbc.sql("select count(*) from job_log where job = :job")
                .param("job", job)
                .query(Integer.class)
                .single();
    }

    private static Heartbeat beat(long fence) {
        return new Heartbeat(fence, "test", List.of(new Heartbeat.Begun("test", 0)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void assertRefused(Runnable message, String why) {
        assertThatThrownBy(message::run)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(409))
                .hasMessageContaining(why);
    }
}
