package dev.fairlead.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.HeartbeatAnswer;
import dev.fairlead.protocol.JobEnd;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an executor does with jobs that follow the one it claimed. */
class ExecutorTest {
    private static final long LEASE = 30_000;

    @TempDir Path jobs;
    private final List<String> did = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(1);
    private final CountDownLatch beaten = new CountDownLatch(2);
    private final CountDownLatch asked = new CountDownLatch(1);
    private TestServer server;
    private ServerLink link;
    private Executor executor;
    private boolean claimed;
    private boolean patient;
    private int firstAnswer = 204;
    private int together = 204;
    private boolean recalls;
    private String command = "true";
    private boolean following;
    private int nextAnswer = 200;

    @BeforeEach
    void startServer() throws IOException {
        server = TestServer.start(this::answer);
        link = server.link;
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void beginsWhatFollowsBeforeAnybodyAnsweredTheReport() {
        patient = true;

        run(this::well);

        assertThat(did).containsExactly("run 1", "run 2", "1 goes on", "run 3", "2 and 3");
    }

    @Test
    void endsTheRowWhereOneFailed() {
        run(job -> job == 2 ? "it failed" : "");

        assertThat(did).containsExactly("run 1", "run 2", "1 and 2");
    }

    @Test
    void tellsTogetherWhatEndedWithinAMoment() {
        run(_ -> "");

        assertThat(did)
                .containsExactly("run 1", "run 2", "run 3", "1 and 2 and 3")
                .doesNotContain("1 goes on");
    }

    @Test
    void tellsOneByOneWhatIsNotTakenTogether() {
        together = 409;

        run(_ -> "");

        assertThat(did)
                .containsExactly(
                        "run 1",
                        "run 2",
                        "run 3",
                        "1 and 2 and 3",
                        "1 goes on",
                        "2 goes on",
                        "3 ends the row");
    }

    @Test
    void beginsNothingMoreOnceTheServerTookNoReport() {
        firstAnswer = 409;

        run(job -> job == 2 ? afterItWasForgotten(1) : "");

        assertThat(did).startsWith("run 1").contains("run 2").doesNotContain("run 3");
    }

    @Test
    void beginsNothingMoreOnceItWasRecalled() {
        recalls = true;

        run(job -> after(beaten));

        assertThat(did).containsExactly("run 1", "1 ends the row");
    }

    /** Each of two waits for the other. */
    @Test
    void doesAtTheSameTimeWhatNeedsNothingOfOneAnother() {
        command = "";
        var both = new CountDownLatch(2);

        run(job -> {
            both.countDown();
            return job < 3 ? after(both) : "";
        });

        assertThat(did.subList(0, 3)).containsExactlyInAnyOrder("run 1", "run 2", "run 3");
        assertThat(did.getLast()).isEqualTo("1 and 2 and 3");
    }

    @Test
    void tellsNothingOfWhatWasDoneBesideOneThatFailed() {
        command = "";

        run(job -> job == 2 ? "it failed" : "");

        assertThat(did.getLast()).isEqualTo("1 and 2");
    }

    /** The answer takes as long as some steps do. */
    @Test
    void asksForTheNextStageWhileTheLastOfOneIsUnderWay() {
        command = "";
        following = true;

        run(job -> job == 3 ? after(asked) : "");

        assertThat(did.subList(did.size() - 2, did.size()))
                .containsExactly("run 4", "1 and 2 and 3 and 4");
    }

    @Test
    void beginsNothingOfTheNextStageAfterAFailure() {
        command = "";
        following = true;

        run(job -> job == 3 ? after(asked) + "it failed" : "");

        assertThat(did).doesNotContain("run 4").last().isEqualTo("1 and 2 and 3");
    }

    @Test
    void tellsWhatEndedWhereTheNextStageCannotBeAskedFor() {
        command = "";
        following = true;
        nextAnswer = 503;

        run(_ -> "");

        assertThat(did).doesNotContain("run 4").last().isEqualTo("1 and 2 and 3");
    }

    private interface Step {
        String run(long job);
    }

    private String well(long job) {
        if (job == 2) {
            second.countDown();
            return after(told);
        }
        return "";
    }

    /** Until the executor has nothing to do and asks again. */
    private void run(Step step) {
        var handlers =
                new Handlers()
                        .with(
                                RunHostStep.class,
                                new JobHandler<>() {
                                    @Override
                                    public Outcome run(RunHostStep spec, JobContext job) {
                                        did.add("run " + job.job());
                                        return failed(step.run(job.job()));
                                    }

                                    @Override
                                    public Outcome failed(String failure) {
                                        return new HostStepRan(failure, 0, 1, false);
                                    }
                                });
        executor =
                new Executor(
                        0,
                        link,
                        handlers,
                        jobs,
                        new FetchedArtifacts(jobs.resolve("artifacts")),
                        new Undelivered(jobs, link),
                        () -> did.add("session lost"),
                        null);
        executor.run();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/claims")) {
            claims(exchange);
        } else if (path.endsWith("/next")) {
            next(exchange, path.split("/")[4]);
        } else if (path.endsWith("/outcome")) {
            outcome(exchange, path, link.read(new String(body, UTF_8), Report.class));
        } else if (path.endsWith("/outcomes")) {
            var all = List.of(link.read(new String(body, UTF_8), JobEnd[].class));
            did.add(all.stream().map(one -> "" + one.job()).collect(joining(" and ")));
            send(exchange, together, null);
        } else if (path.endsWith("/heartbeats")) {
            send(exchange, 200, new HeartbeatAnswer(false, LEASE, recalls));
            beaten.countDown();
        } else {
            send(exchange, 204, null);
        }
    }

    private void claims(HttpExchange exchange) throws IOException {
        if (claimed) {
            executor.stop();
            send(exchange, 204, null);
            return;
        }
        claimed = true;
        send(exchange, 200, assignment(1).with(List.of(assignment(2), assignment(3))));
    }

    private void next(HttpExchange exchange, String job) throws IOException {
        if (!following || !job.equals("3")) {
            send(exchange, 204, null);
            return;
        }
        command = "true";
        send(exchange, nextAnswer, nextAnswer == 200 ? assignment(4) : null);
        asked.countDown();
    }

    private void outcome(HttpExchange exchange, String path, Report report) throws IOException {
        var job = path.split("/")[4];
        if (patient && job.equals("1")) {
            after(second);
        }
        did.add(job + (report.goesOn() ? " goes on" : " ends the row"));
        send(exchange, job.equals("1") ? firstAnswer : 204, null);
        if (job.equals("1")) {
            told.countDown();
        }
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = body == null ? new byte[0] : link.write(body).getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private Assignment assignment(long job) {
        var spec = new RunHostStep("stop", "order-1", "/srv/1", command, Map.of(), null, 9);
        return new Assignment(job, job, LEASE, spec);
    }

    /** A job that was told, or that nobody wants, leaves nothing behind. */
    private String afterItWasForgotten(long job) {
        while (Files.exists(jobs.resolve(Long.toString(job)))) {
            Thread.onSpinWait();
        }
        return "";
    }

    /** Nothing, once somebody has come by. */
    private static String after(CountDownLatch event) {
        try {
            return event.await(20, TimeUnit.SECONDS) ? "" : "nobody came by";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
