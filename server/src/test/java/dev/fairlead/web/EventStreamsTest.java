package dev.fairlead.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class EventStreamsTest {
    private final Signals signals = new Signals();
    private final EventStreams streams = new EventStreams(signals);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void starts() {
        streams.start();
    }

    @AfterEach
    void stops() {
        streams.stop();
        threads.close();
    }

    @Test
    void endsWhenTheServerStops() throws Exception {
        var looks = new AtomicInteger();
        var stream = follow("anna", looks);
        await().untilAtomic(looks, org.hamcrest.Matchers.equalTo(1));

        streams.stop();

        stream.get(10, TimeUnit.SECONDS);
    }

    @Test
    void limitsTheStreamsOfOnePerson() {
        var looks = new AtomicInteger();
        for (var i = 0; i < 50; i++) {
            follow("anna", looks);
        }
        await().untilAtomic(looks, org.hamcrest.Matchers.equalTo(50));

        assertThatThrownBy(() ->
                        streams.follow(
                                "anna", "topic", null, () -> "1", new MockHttpServletResponse()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("50 pages open");
        assertThat(follow("bert", looks).state()).isEqualTo(Future.State.RUNNING);
    }

    private Future<?> follow(String person, AtomicInteger looks) {
        return threads.submit(() -> {
            streams.follow(
                    person,
                    "topic",
                    null,
                    () -> "revision " + looks.incrementAndGet(),
                    new MockHttpServletResponse());
            return null;
        });
    }
}
