package dev.fairlead.web;

import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Server-sent events for pages that follow something: a page hears that it should look again, and
 * looks with its reader's own rights. Each stream keeps the virtual thread of its request.
 */
@Component
public class EventStreams implements SmartLifecycle {
    private static final String STOPPING = "event-streams:stopping";
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MOST_OF_ONE_PERSON = 50;

    private final Signals signals;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private volatile boolean running;

    EventStreams(Signals signals) {
        this.signals = signals;
    }

    /**
     * Writes an event whenever the revision is another one, until the reader goes away, may not
     * read any more, or the server stops. The first event comes at once unless the reader has seen
     * it, so that nothing is missed between the page and its stream.
     *
     * @param person whose streams are counted
     * @param topic the signal that says when to look
     * @param seen the reader's Last-Event-ID
     * @param revision one line that is another one after each change; throws {@link Problem} for
     *     who may not read, also while the stream is open
     */
    public void follow(
            String person,
            String topic,
            @Nullable String seen,
            Supplier<String> revision,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        enter(person);
        try (var watch = signals.watch(topic, STOPPING)) {
            var now = revision.get();
            begin(response);
            var last = seen;
            while (running) {
                if (now.equals(last)) {
                    write(response, ":\n\n");
                } else {
                    write(response, "id: %s\ndata: %s\n\n".formatted(now, now));
                    last = now;
                }
                watch.await(HEARTBEAT);
                now = revision.get();
            }
        } catch (Problem problem) {
            if (!response.isCommitted()) {
                throw problem;
            }
            // The reader lost the right to read; the stream just ends.
        } finally {
            leave(person);
        }
    }

    private void enter(String person) {
        if (open.merge(person, 1, Integer::sum) > MOST_OF_ONE_PERSON) {
            leave(person);
            throw Problem.tooMany(
                    "You have %d pages open that follow something, which is the limit. Close some."
                            .formatted(MOST_OF_ONE_PERSON));
        }
    }

    private void leave(String person) {
        open.computeIfPresent(person, (_, count) -> count == 1 ? null : count - 1);
    }

    private static void begin(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        write(response, "retry: 1000\n\n");
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its open requests: these would never end by themselves. */
    @Override
    public void stop() {
        running = false;
        signals.raise(STOPPING);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
