package dev.fairlead.build;

import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.FetchTicket;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registered;
import dev.fairlead.protocol.Registration;
import dev.fairlead.protocol.Report;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the protocol as an agent does, and does nothing by itself. */
public final class FakeAgent {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;
    private final String name;
    private final String repository;
    private String session = "";

    public FakeAgent(Settings settings, String name, String repository) throws IOException {
        this(
                URI.create("http://127.0.0.1:" + settings.httpPort()),
                settings.data(),
                name,
                repository);
    }

    /** For a server in a process of its own. */
    public FakeAgent(URI server, Path data, String name, String repository) throws IOException {
        base = server + "/agent/v1";
        token = Files.readString(data.resolve("agents/default.token")).strip();
        this.name = name;
        this.repository = repository;
    }

    /** Comes, or comes again without what it worked on before. */
    public FakeAgent register() {
        var registration = new Registration(name, "test", 4, List.of(), Map.of(), "");
        session = read(post("/registrations", registration), Registered.class).session();
        return this;
    }

    /** The next build of the repository, which must be there within a few seconds. */
    public Assignment claim(int executor) {
        var assignment = claimAny(executor);
        while (!isOurs(assignment)) {
            report(assignment, new Outcome.Built("", List.of(), List.of(), List.of()), false);
            assignment = claimAny(executor);
        }
        return assignment;
    }

    /** The next job of the pool, if one comes within some seconds. */
    public Optional<Assignment> claimIfAny(int executor) {
        var answer = send("POST", "/claims?executor=" + executor + "&wait=2", null);
        return answer.statusCode() == 200
                ? Optional.of(read(answer, Assignment.class))
                : Optional.empty();
    }

    private boolean isOurs(Assignment assignment) {
        return repository.equals(spec(assignment).environment().get("FAIRLEAD_REPOSITORY"));
    }

    private Assignment claimAny(int executor) {
        var answer = send("POST", "/claims?executor=" + executor + "&wait=10", null);
        if (answer.statusCode() != 200) {
            throw new AssertionError("no job to claim: " + answer.statusCode());
        }
        return read(answer, Assignment.class);
    }

    public JobSpec.RunBuild spec(Assignment assignment) {
        return (JobSpec.RunBuild) assignment.spec();
    }

    void log(Assignment assignment, String text) {
        log(assignment, 0, text);
    }

    /** Whole lines, which begin at an offset of the log. */
    public void log(Assignment assignment, long offset, String text) {
        var path = "/jobs/%d/log?fence=%d&offset=%d";
        expect(
                204,
                send(
                        "POST",
                        path.formatted(assignment.job(), assignment.fence(), offset),
                        bytes(text)));
    }

    public StoredFile store(Assignment assignment, String file, String text) {
        return store(assignment, file, bytes(text));
    }

    StoredFile store(Assignment assignment, String file, byte[] content) {
        var path = "/jobs/%d/files?fence=%d&name=%s";
        return read(
                send("PUT", path.formatted(assignment.job(), assignment.fence(), file), content),
                StoredFile.class);
    }

    /** What another job of the build kept. */
    String fetch(Assignment assignment, StoredFile file) {
        var path = "/jobs/%d/inputs/%s?fence=%d";
        var answer =
                send(
                        "GET",
                        path.formatted(assignment.job(), file.sha256(), assignment.fence()),
                        null);
        expect(200, answer);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** By which its git may fetch the job's repository, or a submodule's. */
    FetchTicket ticket(Assignment assignment, @Nullable Long of, @Nullable String submodule) {
        var path =
                "/jobs/%d/fetch-tickets?fence=%d".formatted(assignment.job(), assignment.fence());
        var more = of == null ? "" : "&of=" + of + "&submodule=" + submodule;
        return read(send("POST", path + more, null), FetchTicket.class);
    }

    String token() {
        return token;
    }

    public void report(Assignment assignment, Outcome outcome, boolean cancelled) {
        var report = new Report(assignment.fence(), outcome, cancelled);
        expect(204, post("/jobs/" + assignment.job() + "/outcome", report));
    }

    /** Claims one job and reports that all of it went well. */
    public void pass(int executor) {
        report(claim(executor), new Outcome.Built("", List.of(), List.of(), List.of()), false);
    }

    private HttpResponse<byte[]> post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsBytes(body));
    }

    private HttpResponse<byte[]> send(String method, String path, byte @Nullable [] body) {
        var publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body);
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header(Protocol.SESSION, session.isEmpty() ? "none" : session)
                        .method(method, publisher)
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
        expect(200, answer);
        return JSON.readValue(answer.body(), type);
    }

    private static void expect(int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(
                    answer.statusCode() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
