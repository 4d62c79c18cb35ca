package dev.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Expectation;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In which order jobs of a row come, and when it is asked what follows them. */
class RowTest {
    private final BlockingQueue<Long> asked = new ArrayBlockingQueue<>(9);
    private Optional<Assignment> following = Optional.of(job(9, step("stop")));

    @Test
    void asksWhatFollowsWhileAHostIsLookedAtBeforeItGoesBack() throws InterruptedException {
        var row = row(step("start"), look(true), back());

        assertThat(ids(row)).containsExactly(1L);
        assertThat(asked).isEmpty();

        assertThat(ids(row)).containsExactly(2L);
        assertThat(asked.poll(20, TimeUnit.SECONDS)).isEqualTo(3);

        assertThat(ids(row)).containsExactly(3L);
        assertThat(row.goesOn()).isTrue();
        assertThat(ids(row)).containsExactly(9L);
        assertThat(row.goesOn()).isFalse();
        assertThat(asked).isEmpty();
    }

    /** A start takes long, and what comes after a host that does not start is not begun. */
    @Test
    void asksNothingWhileSomethingElseIsLeftToDo() throws InterruptedException {
        var row = row(step("stop"), step("start"), step("after"));

        ids(row);
        ids(row);
        ids(row);

        assertThat(row.goesOn()).isFalse();
        assertThat(asked).isEmpty();
    }

    /** Somebody may pause while bytes are brought, or the agent go away. */
    @Test
    void asksWhatFollowsBytesThatAreBroughtOnlyWhenTheyAreThere() throws InterruptedException {
        var row = row(step(""));

        assertThat(ids(row)).containsExactly(1L);
        assertThat(asked).isEmpty();

        assertThat(row.goesOn()).isTrue();
        assertThat(asked).containsExactly(1L);
    }

    @Test
    void asksWhatFollowsWhileItIsSeenThatTheBytesAreOnSeveralHosts() throws InterruptedException {
        var row = row(step(""), step(""));

        assertThat(ids(row)).containsExactly(1L, 2L);
        assertThat(asked.poll(20, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void givesTogetherWhatNeedsNothingOfOneAnother() {
        var row = row(step("stop"), look(false), look(false));

        assertThat(ids(row)).containsExactly(1L);
        assertThat(ids(row)).containsExactly(2L, 3L);
    }

    @Test
    void endsWhereNothingFollows() throws InterruptedException {
        following = Optional.empty();
        var row = row(look(true), back());

        ids(row);
        ids(row);

        assertThat(row.goesOn()).isFalse();
        assertThat(asked).containsExactly(2L);
    }

    @Test
    void endsWhereNobodyAnswersWhatFollows() throws InterruptedException {
        var row =
                new Row(
                        job(1, back()),
                        _ -> {
                            throw new IOException("nobody is there");
                        });

        ids(row);

        assertThat(row.goesOn()).isFalse();
    }

    private Row row(JobSpec... specs) {
        var jobs = new ArrayList<Assignment>();
        for (var spec : specs) {
            jobs.add(job(jobs.size() + 1, spec));
        }
        var first = jobs.getFirst().with(jobs.subList(1, jobs.size()));
        return new Row(
                first,
                last -> {
                    asked.add(last.job());
                    return following;
                });
    }

    private static List<Long> ids(Row row) {
        return row.next().stream().map(Assignment::job).toList();
    }

    private static Assignment job(long id, JobSpec spec) {
        return new Assignment(id, id, 30_000, spec);
    }

    private static JobSpec step(String name) {
        return new RunHostStep(
                name, "order-1", "/srv/1", name.isEmpty() ? "" : "true", Map.of(), null, 9);
    }

    private static JobSpec look(boolean expecting) {
        var look = new ObserveHost("order-1", "/srv/1", "app.jar", null, null, false);
        return expecting ? look.expecting(new Expectation("ab", "1.4.3", false, false)) : look;
    }

    private static JobSpec back() {
        return new MoveServer(
                "order-1", List.of(), MoveServer.To.READY, 1, 9, MoveServer.Then.GO_ON);
    }
}
