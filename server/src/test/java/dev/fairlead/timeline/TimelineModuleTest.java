package dev.fairlead.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.work.Signals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ModuleTest
class TimelineModuleTest {
    @Autowired Timeline timeline;
    @Autowired Signals signals;
    @Autowired TransactionTemplate transactions;

    @Test
    void knowsSevenStopsOfAnyIssue() {
        assertThat(timeline.line("TIM-1"))
                .extracting(LineStop::stop)
                .containsExactly(Stop.values());
        assertThat(timeline.line("TIM-1")).allMatch(stop -> stop.state() == StopState.NONE);
    }

    @Test
    void keepsTheStopsAfterTheOneThatChanges() {
        stop("TIM-2", Stop.BUILD, StopState.FAILED, "#1 · 1 test failed");
        stop("TIM-2", Stop.BRANCH, StopState.DONE, "TIM-2-x");

        var line = timeline.line("TIM-2");

        assertThat(line.get(1))
                .isEqualTo(new LineStop(Stop.BRANCH, StopState.DONE, "TIM-2-x", "/x"));
        assertThat(line.get(2).state()).isEqualTo(StopState.FAILED);
    }

    @Test
    void tellsTheLinesOfManyIssuesTogether() {
        stop("TIM-3", Stop.ISSUE, StopState.CURRENT, "open");

        var lines = timeline.lines(List.of("TIM-3", "TIM-4"));

        assertThat(lines).containsOnlyKeys("TIM-3", "TIM-4");
        assertThat(lines.get("TIM-3").getFirst().note()).isEqualTo("open");
        assertThat(lines.get("TIM-4")).hasSize(7);
    }

    @Test
    void tellsTheStoryNewestFirst() {
        tell("TIM-5", "filed");
        tell("TIM-5", "pushed");

        assertThat(timeline.events("TIM-5", 10))
                .extracting(TimelineEvent::kind)
                .containsExactly("pushed", "filed");
        assertThat(timeline.events("TIM-5", 1)).hasSize(1);
    }

    @Test
    void signalsAChangeAndNothingElse() throws InterruptedException {
        stop("TIM-6", Stop.ISSUE, StopState.CURRENT, "open");
        var revision = timeline.revision("TIM-6");
        try (var watch = signals.watch(Timeline.topic("TIM-6"))) {
            stop("TIM-6", Stop.ISSUE, StopState.CURRENT, "open");
            assertThat(watch.await(Duration.ZERO)).isFalse();
            assertThat(timeline.revision("TIM-6")).isEqualTo(revision);

            stop("TIM-6", Stop.ISSUE, StopState.DONE, "done");
            assertThat(watch.await(Duration.ZERO)).isTrue();
            assertThat(timeline.revision("TIM-6")).isNotEqualTo(revision);
        }
    }

    @Test
    void cutsWhatDoesNotFitOnALine() {
        stop("TIM-7", Stop.ISSUE, StopState.CURRENT, "x".repeat(1000));

        assertThat(timeline.line("TIM-7").getFirst().note()).hasSize(300).endsWith("…");
    }

    private void stop(String issue, Stop stop, StopState state, String note) {
        transactions.executeWithoutResult(_ -> timeline.stop(issue, stop, state, note, "/x"));
    }

    private void tell(String issue, String kind) {
        transactions.executeWithoutResult(
                _ -> timeline.tell(issue, "somebody", kind, kind + " it", null));
    }
}
