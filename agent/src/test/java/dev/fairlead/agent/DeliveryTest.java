package dev.fairlead.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process of an agent could not deliver, another one does. */
class DeliveryTest {
    private static final Report REPORT = new Report(7, new HostStepRan("", 0, 12, false), false);

    @TempDir Path jobs;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> answers = new ArrayList<>();
    private TestServer server;
    private ServerLink link;
    private Undelivered undelivered;

    @BeforeEach
    void startServer() throws IOException {
        server = TestServer.start(this::answer);
        link = server.link;
        undelivered = new Undelivered(jobs, link);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void bringsTheLogBeforeTheOutcomeAndForgetsBoth() throws IOException, InterruptedException {
        var entry = keep("one\ntwo\n");

        assertThat(new Delivery(link, entry).run(() -> false)).isTrue();

        assertThat(heard).hasSize(2);
        assertThat(heard.getFirst())
                .isEqualTo("/agent/v1/jobs/42/log?fence=7&offset=0&age=0 one\ntwo\n");
        assertThat(heard.getLast()).startsWith("/agent/v1/jobs/42/outcome {");
        assertThat(undelivered.all()).isEmpty();
    }

    @Test
    void sendsAgainWhileTheServerIsAway() throws IOException, InterruptedException {
        answers.addAll(List.of(503, 204, 500, 204));

        assertThat(new Delivery(link, keep("one\n")).run(() -> false)).isTrue();

        assertThat(heard).hasSize(4);
        assertThat(heard.get(0)).isEqualTo(heard.get(1));
        assertThat(heard.get(2)).isEqualTo(heard.get(3));
    }

    @Test
    void keepsWhatItCouldNotDeliverBeforeItHadToStop() throws IOException, InterruptedException {
        answers.add(503);

        assertThat(new Delivery(link, keep("one\n")).run(() -> true)).isFalse();

        assertThat(undelivered.all()).extracting(Undelivered.Entry::report).containsExactly(REPORT);
    }

    @Test
    void forgetsWhatNobodyWantsAnyMore() throws IOException, InterruptedException {
        answers.add(409);

        assertThat(new Delivery(link, keep("one\n")).run(() -> false)).isTrue();

        assertThat(undelivered.all()).isEmpty();
    }

    private Undelivered.Entry keep(String log) throws IOException {
        var folder = Files.createDirectory(jobs.resolve("42"));
        Files.writeString(folder.resolve("log"), log);
        undelivered.keep(folder, REPORT);
        return undelivered.all().getFirst();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        heard.add(exchange.getRequestURI() + " " + body);
        exchange.sendResponseHeaders(answers.isEmpty() ? 204 : answers.removeFirst(), -1);
        exchange.close();
    }
}
