package dev.fairlead.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Writes of many callers at once, in the middle of which the server is killed, several times. */
class AcknowledgedWritesIT {
    private static final int ROUNDS = 2;
    private static final int CALLERS = 8;
    private static final int WRITES_BEFORE_A_KILL = 60;

    private final AtomicInteger number = new AtomicInteger();
    private final Queue<String> users = new ConcurrentLinkedQueue<>();
    private final Queue<String> issues = new ConcurrentLinkedQueue<>();
    private final Queue<String> comments = new ConcurrentLinkedQueue<>();
    private final Queue<String> oddities = new ConcurrentLinkedQueue<>();

    private Http admin;

    @Test
    void areAllThereAfterTheServerWasKilled() {
        try (var server = FairleadProcess.server(Map.of())) {
            admin = Http.to(server.url()).as("admin", FairleadProcess.ADMIN_PASSWORD);
            admin.post("/api/v1/projects", Map.of("key", "ACK", "name", "Acknowledged"));
            issues.add(file("The first"));
            for (var round = 0; round < ROUNDS; round++) {
                writeUntilKilled(server);
                server.restart();
                server.awaitReady();
                checkEverythingAcknowledged();
            }
            checkThatEachWriteIsWhole();
        }
    }

    private void writeUntilKilled(FairleadProcess server) {
        var before = acknowledged();
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (var caller = 0; caller < CALLERS; caller++) {
                callers.submit(this::writeUntilNobodyAnswers);
            }
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> acknowledged() >= before + WRITES_BEFORE_A_KILL);
            server.kill();
        }
        assertThat(oddities).isEmpty();
    }

    private void writeUntilNobodyAnswers() {
        try {
            while (true) {
                write(number.incrementAndGet());
            }
        } catch (UncheckedIOException _) {
            // The server was killed: what this call asked for is there or it is not.
        } catch (RuntimeException | AssertionError e) {
            oddities.add(e.toString());
        }
    }

    private void write(int n) {
        switch (n % 3) {
            case 0 -> issues.add(file("Issue " + n));
            case 1 -> users.add(createUser("user" + n));
            default -> comments.add(comment("comment " + n));
        }
    }

    private String file(String title) {
        var answer =
                admin.post("/api/v1/projects/ACK/issues", Map.of("type", "bug", "title", title));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("key").asString();
    }

    private String createUser(String name) {
        var user =
                Map.of(
                        "name",
                        name,
                        "displayName",
                        name,
                        "email",
                        name + "@example.org",
                        "password",
                        name + "-password");
        var answer = admin.post("/api/v1/users", user);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return name;
    }

    private String comment(String text) {
        var answer = admin.post("/api/v1/issues/ACK-1/comments", Map.of("text", text));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return text;
    }

    private int acknowledged() {
        return users.size() + issues.size() + comments.size();
    }

    private void checkEverythingAcknowledged() {
        assertThat(all("/api/v1/users?offset=0", "name")).containsAll(users);
        assertThat(all("/api/v1/projects/ACK/issues", "key")).containsAll(issues);
        assertThat(all("/api/v1/issues/ACK-1/comments", "text")).containsAll(comments);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    var audit = admin.get("/api/v1/audit/verification").json();
                    assertThat(audit.path("valid").asBoolean()).as("%s", audit).isTrue();
                    assertThat(audit.path("pending").asLong()).isZero();
                });
    }

    /** A user and its audit entry are one transaction: either both are there or neither. */
    private void checkThatEachWriteIsWhole() {
        var audited =
                entries()
                        .filter(entry -> entry.path("action").asString().equals("user.created"))
                        .map(entry -> entry.path("subject").asString())
                        .collect(Collectors.toSet());
        assertThat(all("/api/v1/users?offset=0", "name")).isEqualTo(audited);
    }

    private Stream<JsonNode> entries() {
        return pages("/api/v1/audit");
    }

    private Set<String> all(String path, String field) {
        return pages(path).map(value -> value.path(field).asString()).collect(Collectors.toSet());
    }

    private Stream<JsonNode> pages(String first) {
        var all = Stream.<JsonNode>builder();
        var next = first;
        while (!next.isEmpty()) {
            var page = admin.get(next).json();
            StreamSupport.stream(page.path("values").spliterator(), false).forEach(all::add);
            next = page.path("next").asString("");
        }
        return all.build();
    }
}
