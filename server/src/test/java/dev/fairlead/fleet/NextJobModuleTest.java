package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.Registration;
import dev.fairlead.protocol.Report;
import dev.fairlead.work.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An agent that tells how a job ended hears of its next one in the answer. */
@ModuleTest
@Import({TestSource.class, Heard.class})
class NextJobModuleTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final JobSpec SPEC = Specs.build("true");

    @Autowired Jobs jobs;
    @Autowired Agents agents;
    @Autowired Leases leases;
    @Autowired Outcomes outcomes;
    @Autowired Signals signals;
    @Autowired Heard heard;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    @Test
    void isTheAnswerToAReport() throws InterruptedException {
        var agent = agent();
        var first = claimed(agent, queue(agent));
        var second = queue(agent);

        var next = outcomes.take(agent, first.job(), passed(first), 0).orElseThrow();

        assertThat(next.job()).isEqualTo(second);
        assertThat(next.fence()).isGreaterThan(first.fence());
        assertThat(heard.of(second)).hasOnlyElementsOfType(JobEvent.Claimed.class);
        assertThat(outcomes.take(agent, second, passed(next), 0)).isEmpty();
    }

    @Test
    void isGivenToNobodyWhoTakesNone() throws InterruptedException {
        var agent = agent();
        var first = claimed(agent, queue(agent));
        var second = queue(agent);

        assertThat(outcomes.take(agent, first.job(), passed(first), null)).isEmpty();
        assertThat(jobs.get(second).state()).isEqualTo(JobState.QUEUED);
    }

    /** The answer was lost: the report is known, and whoever asks gets what was given. */
    @Test
    void isGivenOnceThoughTheReportCameTwice() throws InterruptedException {
        var agent = agent();
        var first = claimed(agent, queue(agent));
        var second = queue(agent);
        var third = queue(agent);
        var given = outcomes.take(agent, first.job(), passed(first), 0).orElseThrow();

        assertThat(outcomes.take(agent, first.job(), passed(first), 0)).isEmpty();
        var asked = leases.claim(agent, 0, Duration.ZERO).orElseThrow();

        assertThat(asked.job()).isEqualTo(second);
        assertThat(asked.fence()).isEqualTo(given.fence());
        assertThat(jobs.get(third).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void isGivenToNoAgentThatIsDrained() throws InterruptedException {
        var agent = agent();
        var first = claimed(agent, queue(agent));
        queue(agent);
        jdbc.sql("update agent set state = 'drained' where id = ?").param(agent.agent()).update();

        assertThat(outcomes.take(agent, first.job(), passed(first), 0)).isEmpty();
    }

    /**
     * Who looks after the agent may wait for its jobs; a report that waited for them would not end.
     */
    @Test
    void doesNotWaitForWhoeverHoldsTheAgent() throws InterruptedException {
        var agent = agent();
        var first = claimed(agent, queue(agent));
        var second = queue(agent);

        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select id from agent where id = ? for update")
                    .param(agent.agent())
                    .query(Long.class)
                    .single();
            var answer =
                    Thread.ofVirtual()
                            .unstarted(() ->
                                    assertThat(outcomes.take(agent, first.job(), passed(first), 0))
                                            .isEmpty());
            answer.start();
            join(answer);
        });

        assertThat(jobs.get(first.job()).state()).isEqualTo(JobState.FINISHED);
        assertThat(leases.claim(agent, 0, Duration.ZERO).orElseThrow().job()).isEqualTo(second);
    }

    /** Whoever waits is woken for what is left, and not for what is given at once. */
    @Test
    void wakesNobodyElse() throws InterruptedException {
        var agent = agent();
        try (var watch = signals.watch(Jobs.queueTopic(Jobs.BUILD_POOL))) {
            var given =
                    transaction.execute(_ -> {
                        queue(agent);
                        return leases.next(agent, 0);
                    });
            assertThat(given).isPresent();
            assertThat(watch.await(Duration.ZERO)).isFalse();

            transaction.execute(_ -> {
                queue(agent);
                queue(agent);
                return leases.next(agent, 1);
            });
            assertThat(watch.await(Duration.ZERO)).isTrue();
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(20))).as("the report ends").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Holder agent() {
        var registration =
                new Registration(
                        "next-" + NAMES.incrementAndGet(), "test", 4, List.of(), Map.of(), "");
        var session = agents.register(Jobs.BUILD_POOL, registration).session();
        return agents.holder(Jobs.BUILD_POOL, session);
    }

    private long queue(Holder wanted) {
        return jobs.queue(Jobs.BUILD_POOL, wanted.name(), 0, SPEC, Specs.SOURCE);
    }

    private Assignment claimed(Holder agent, long job) throws InterruptedException {
        var assignment = leases.claim(agent, 0, Duration.ZERO).orElseThrow();
        assertThat(assignment.job()).isEqualTo(job);
        return assignment;
    }

    private static Report passed(Assignment of) {
        return new Report(of.fence(), new Built("", List.of(), List.of(), List.of()), false);
    }
}
