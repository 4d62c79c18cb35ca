package dev.fairlead.bench;

import dev.fairlead.demo.StoryFailed;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registered;
import dev.fairlead.protocol.Registration;
import dev.fairlead.protocol.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent that claims, beats and logs as the real one does, over a connection of its own, but
 * whose work is to write lines: a number, the time in milliseconds, and some text.
 */
final class SimulatedAgent implements Runnable {
    static final String LABEL = "simulated";
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = " [INFO] compiling the module of that number, all is well\n";
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** How much each job writes. */
    record Pace(int linesPerSecond, Duration during) {
        int lines() {
            return (int) (linesPerSecond * during.toSeconds());
        }
    }

    /** When a job's first line was written and when its last was taken. */
    record Logged(Instant began, Instant ended) {}

    private final HttpClient http;
    private final URI server;
    private final String token;
    private final String name;
    private final Pace pace;
    private String session = "";
    private volatile boolean stopping;
    private volatile Optional<Logged> logged = Optional.empty();

    SimulatedAgent(HttpClient http, URI server, String token, String name, Pace pace) {
        this.http = http;
        this.server = server;
        this.token = token;
        this.name = name;
        this.pace = pace;
    }

    void register() throws IOException, InterruptedException {
        var registration =
                new Registration(
                        name,
                        "development",
                        1,
                        List.of(),
                        Map.of(),
                        "",
                        List.of(LABEL),
                        Map.of(),
                        Protocol.VERSION,
                        null);
        session =
                JSON.readValue(post("/registrations", json(registration)), Registered.class)
                        .session();
    }

    void stop() {
        stopping = true;
    }

    /** Empty where it got no job. */
    Optional<Logged> logged() {
        return logged;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                var answer = post("/claims?executor=0&wait=5", new byte[0]);
                if (answer.length > 0) {
                    work(JSON.readValue(answer, Assignment.class));
                }
            }
        } catch (IOException e) {
            if (!stopping) {
                throw new StoryFailed(name + " failed: " + e, e);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Assignment job) throws IOException, InterruptedException {
        var began = Instant.now();
        var written = 0;
        var offset = 0L;
        var beat = began;
        while (written < pace.lines()) {
            Thread.sleep(GATHER);
            var now = Instant.now();
            var due = Duration.between(began, now).toMillis() * pace.linesPerSecond() / 1000;
            var chunk = new ByteArrayOutputStream();
            while (written < Math.min(due, pace.lines())
                    && chunk.size() < Protocol.LOG_CHUNK - 200) {
                chunk.writeBytes(line(began, written++));
            }
            post(
                    "/jobs/%d/log?fence=%d&offset=%d&age=0"
                            .formatted(job.job(), job.fence(), offset),
                    chunk.toByteArray());
            offset += chunk.size();
            if (now.isAfter(beat.plus(BEAT))) {
                beat = now;
                post(
                        "/jobs/%d/heartbeats".formatted(job.job()),
                        json(new Heartbeat(job.fence(), "log", List.of())));
            }
        }
        logged = Optional.of(new Logged(began, Instant.now()));
        var outcome = new Built("", List.of(), List.of(), List.of());
        post(
                "/jobs/%d/outcome".formatted(job.job()),
                json(new Report(job.fence(), outcome, false)));
    }

    /** Stamped with the moment at which the pace has it written, however late that is sent. */
    private byte[] line(Instant began, int number) {
        var written = began.plusMillis(number * 1000L / pace.linesPerSecond()).toEpochMilli();
        return (number + " " + written + TEXT).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] json(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    private byte[] post(String path, byte[] body) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(server.resolve("/agent/v1" + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!session.isEmpty()) {
            request.header(Protocol.SESSION, session);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            var said = new String(answer.body(), StandardCharsets.UTF_8);
            throw new IOException(path + " answered " + answer.statusCode() + ": " + said);
        }
        return answer.body();
    }
}
