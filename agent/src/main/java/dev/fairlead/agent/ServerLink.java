package dev.fairlead.agent;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.FetchTicket;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.HeartbeatAnswer;
import dev.fairlead.protocol.JobEnd;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registered;
import dev.fairlead.protocol.Registration;
import dev.fairlead.protocol.Report;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.protocol.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The protocol's verbs over HTTP. Each is one attempt: an {@link IOException} says that the server
 * is away and the message may be sent again, a {@link RefusedException} that it may not.
 */
final class ServerLink {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration WORD = Duration.ofSeconds(2);
    private static final Duration TRANSFER = Duration.ofMinutes(15);

    private final URI server;
    private final @Nullable Path trust;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http;
    private volatile String token = "";
    private volatile @Nullable String session;

    /**
     * @param trust a file of the certificates to take for the server's; null for those that the
     *     system trusts
     */
    ServerLink(URI server, @Nullable Path trust) throws IOException {
        this.server = server;
        this.trust = trust;
        var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5));
        http = (trust == null ? client : client.sslContext(Trust.in(trust))).build();
    }

    /** Registers with this token, and carries it from then on. */
    Registered register(String token, Registration registration)
            throws IOException, InterruptedException {
        carry(token);
        session = null;
        var answer = post("/registrations", ANSWER, body(registration));
        var registered = json.readValue(answer.body(), Registered.class);
        session = registered.session();
        return registered;
    }

    /** Another token from now on. */
    void carry(String other) {
        token = other;
    }

    /** Waits for a job; empty when none came in time. */
    Optional<Assignment> claim(int executor, Duration wait)
            throws IOException, InterruptedException {
        var path = "/claims?executor=" + executor + "&wait=" + wait.toSeconds();
        return assignment(post(path, wait.plus(ANSWER), BodyPublishers.noBody()));
    }

    private Optional<Assignment> assignment(HttpResponse<byte[]> answer) {
        return answer.statusCode() == 204
                ? Optional.empty()
                : Optional.of(json.readValue(answer.body(), Assignment.class));
    }

    HeartbeatAnswer heartbeat(long job, Heartbeat heartbeat)
            throws IOException, InterruptedException {
        var patience = HEARTBEAT.plus(heartbeat.patience());
        var answer = post("/jobs/" + job + "/heartbeats", patience, body(heartbeat));
        return json.readValue(answer.body(), HeartbeatAnswer.class);
    }

    /**
     * @param ageMillis how long ago the first of the bytes was written
     */
    void log(long job, long fence, long offset, long ageMillis, byte[] bytes)
            throws IOException, InterruptedException {
        var path =
                "/jobs/%d/log?fence=%d&offset=%d&age=%d".formatted(job, fence, offset, ageMillis);
        post(path, ANSWER, BodyPublishers.ofByteArray(bytes));
    }

    /**
     * Tells how a job ended.
     *
     * @param executor that would go on with another, which is then the answer; null for none
     */
    Optional<Assignment> report(long job, Report report, @Nullable Integer executor)
            throws IOException, InterruptedException {
        var more = executor == null ? "" : "?executor=" + executor;
        return assignment(post("/jobs/" + job + "/outcome" + more, ANSWER, body(report)));
    }

    /** The same of several that ended one after the other; all of it is taken, or nothing. */
    Optional<Assignment> report(List<JobEnd> ended, @Nullable Integer executor)
            throws IOException, InterruptedException {
        var more = executor == null ? "" : "?executor=" + executor;
        return assignment(post("/outcomes" + more, ANSWER, body(ended)));
    }

    /** What was queued to follow a job that is held; empty for nothing, or for no more. */
    Optional<Assignment> next(long job, long fence, int executor)
            throws IOException, InterruptedException {
        var path = "/jobs/%d/next?fence=%d&executor=%d".formatted(job, fence, executor);
        return assignment(post(path, WORD, BodyPublishers.noBody()));
    }

    void ran(long job, long fence, List<TaskRun> runs) throws IOException, InterruptedException {
        post("/jobs/%d/task-runs?fence=%d".formatted(job, fence), ANSWER, body(runs));
    }

    InputStream source(long job, long fence) throws IOException, InterruptedException {
        return get("/jobs/%d/source?fence=%d".formatted(job, fence));
    }

    GitSource gitSource(long job, long fence, @Nullable Long of, @Nullable String submodule)
            throws IOException, InterruptedException {
        var path = new StringBuilder("/jobs/%d/fetch-tickets?fence=%d".formatted(job, fence));
        if (of != null && submodule != null) {
            var address = URLEncoder.encode(submodule, StandardCharsets.UTF_8);
            path.append("&of=").append(of).append("&submodule=").append(address);
        }
        var answer = post(path.toString(), ANSWER, BodyPublishers.noBody());
        var ticket = json.readValue(answer.body(), FetchTicket.class);
        var address = server.resolve("/agent/v1/fetches/" + ticket.repository());
        return GitSource.of(ticket, address, trust);
    }

    InputStream artifact(long job, long fence) throws IOException, InterruptedException {
        return get("/jobs/%d/release-artifact?fence=%d".formatted(job, fence));
    }

    InputStream input(long job, long fence, String sha256)
            throws IOException, InterruptedException {
        return get("/jobs/%d/inputs/%s?fence=%d".formatted(job, sha256, fence));
    }

    StoredFile store(long job, long fence, String name, Path file)
            throws IOException, InterruptedException {
        var path =
                "/jobs/%d/files?fence=%d&name=%s"
                        .formatted(job, fence, URLEncoder.encode(name, StandardCharsets.UTF_8));
        var request = request(path, TRANSFER).PUT(BodyPublishers.ofFile(file)).build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        return json.readValue(accepted(answer).body(), StoredFile.class);
    }

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    <T> T read(String text, Class<T> type) {
        return json.readValue(text, type);
    }

    private BodyPublisher body(Object value) {
        return BodyPublishers.ofByteArray(json.writeValueAsBytes(value));
    }

    private HttpResponse<byte[]> post(String path, Duration timeout, BodyPublisher body)
            throws IOException, InterruptedException {
        return accepted(
                http.send(request(path, timeout).POST(body).build(), BodyHandlers.ofByteArray()));
    }

    private InputStream get(String path) throws IOException, InterruptedException {
        var answer = http.send(request(path, TRANSFER).build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            try (var body = answer.body()) {
                throw refusal(answer.statusCode(), body.readNBytes(4_000));
            }
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        var request =
                HttpRequest.newBuilder(server.resolve("/agent/v1" + path))
                        .timeout(timeout)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/octet-stream")
                        .header(Protocol.LOAD, load());
        var proof = session;
        return proof == null ? request : request.header(Protocol.SESSION, proof);
    }

    /** Negative where the system does not tell. */
    private static String load() {
        return Double.toString(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static HttpResponse<byte[]> accepted(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer.statusCode(), answer.body());
        }
        return answer;
    }

    /** A server that is overloaded or stopping is away; anything else it says is final. */
    private static IOException refusal(int status, byte[] body) {
        var text = "HTTP " + status + " " + new String(body, StandardCharsets.UTF_8);
        return status >= 500 || status == 429
                ? new IOException(text)
                : new RefusedException(status, text);
    }
}
