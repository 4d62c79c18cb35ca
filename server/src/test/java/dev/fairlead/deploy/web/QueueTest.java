package dev.fairlead.deploy.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.deploy.Deployment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final Deployment OVER = one(1, Deployment.State.VERIFIED);
    private static final Deployment RUNNING = one(2, Deployment.State.RUNNING);
    private static final Deployment NEXT = one(3, Deployment.State.WAITING);
    private static final Deployment LAST = one(4, Deployment.State.WAITING);
    private static final Deployment ROLLBACK = one(5, Deployment.State.WAITING);
    private static final List<Deployment> ALL = List.of(ROLLBACK, LAST, NEXT, RUNNING, OVER);

    @Test
    void countsWhatIsUnderWayAndWhatTakesItBackBeforeTheRest() {
        var queue = Queue.of(LAST, ALL, ROLLBACK::equals);
        assertThat(queue.ahead()).containsExactly(RUNNING, ROLLBACK, NEXT);
        assertThat(queue.behind()).isEmpty();
        assertThat(Queue.of(RUNNING, ALL, ROLLBACK::equals).behind())
                .containsExactly(ROLLBACK, NEXT, LAST);
    }

    @Test
    void hasNoPlaceForWhatIsOver() {
        assertThat(Queue.of(OVER, ALL, ROLLBACK::equals))
                .isEqualTo(new Queue(List.of(), List.of()));
    }

    private static Deployment one(long id, Deployment.State state) {
        return new Deployment(
                id,
                1,
                1,
                id,
                "1.0." + id,
                "a.jar",
                "ab",
                1,
                Deployment.Cause.PROMOTION,
                state,
                false,
                false,
                false,
                "",
                List.of(),
                null,
                Instant.EPOCH,
                null,
                null);
    }
}
