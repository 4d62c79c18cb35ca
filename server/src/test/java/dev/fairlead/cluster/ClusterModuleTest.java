package dev.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.Demand;
import dev.fairlead.fleet.JobState;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Pools;
import dev.fairlead.fleet.Provision;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Against the client library's mock of an API server, which keeps what it is given and starts
 * nothing; where a pod would start, this test runs the agent as the pod would.
 */
@ModuleTest
class ClusterModuleTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired Clusters clusters;
    @Autowired Jobs jobs;
    @Autowired Agents agents;
    @Autowired Pools pools;
    @Autowired Users users;
    @Autowired Settings settings;
    @Autowired TransactionTemplate transaction;
    @TempDir Path folder;

    private final String pool = "cloud-" + COUNT.incrementAndGet();
    private KubernetesMockServer server;
    private KubernetesClient kubernetes;
    private User administrator;

    @BeforeEach
    void start() {
        server =
                new KubernetesMockServer(
                        new Context(),
                        new MockWebServer(),
                        new HashMap<>(),
                        new KubernetesCrudDispatcher(),
                        false);
        server.init();
        kubernetes = server.createClient().inNamespace("builds");
        administrator = users.require("admin");
        pools.create(administrator, pool, "", List.of());
        clusters.put(administrator, pool, draft("secret-token"));
    }

    @AfterEach
    void stop() {
        kubernetes.close();
        server.destroy();
    }

    @Test
    void runsAJobInAPodOfItsOwnAndLeavesNothingThere() throws Exception {
        var job = queue(build("echo from the pod"));
        var asked = awaitJob(job);
        var waiting = jobs.whyWaiting(job);
        assertThat(waiting)
                .contains("its pod in the cluster of pool " + pool + " is being started");

        var pod = startAsThePodWould(asked);

        await().atMost(LONG).until(() -> jobs.get(job).state(), JobState.FINISHED::equals);
        assertThat(jobs.log(job, 0, 10).lines()).containsExactly("from the pod");
        assertThat(pod.waitFor()).isZero();
        awaitGone();
        assertThat(agents.all()).noneMatch(agent -> agent.pool().equals(pool));
    }

    @Test
    void removesThePodOfAJobThatIsCancelled() {
        var job = queue(build("true"));
        awaitJob(job);

        jobs.cancel(job, "by somebody");

        awaitGone();
        assertThat(jobs.get(job).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void asksAgainForAJobThatSomebodyRemoved() {
        var job = queue(build("true"));
        var first = awaitJob(job);

        kubernetes.batch().v1().jobs().withName(first.getMetadata().getName()).delete();

        var second = awaitJob(job);
        assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
    }

    @Test
    void givesUpAJobWhosePodFailedBeforeItBegan() {
        var job = queue(build("true"));
        var asked = awaitJob(job);

        kubernetes
                .batch()
                .v1()
                .jobs()
                .resource(asked)
                .editStatus(now -> {
                    now.setStatus(
                            new JobStatusBuilder()
                                    .addNewCondition()
                                    .withType("Failed")
                                    .withStatus("True")
                                    .withReason("DeadlineExceeded")
                                    .endCondition()
                                    .build());
                    return now;
                });

        await().atMost(LONG).until(() -> jobs.get(job).state(), JobState.LOST::equals);
        awaitGone();
    }

    @Test
    void saysWhyAPodDoesNotStart() {
        var job = queue(build("true"));
        var asked = awaitJob(job);
        var pod =
                new PodBuilder()
                        .withNewMetadata()
                        .withName("pod-of-" + job)
                        .withLabels(
                                Map.of(
                                        Manifest.POOL,
                                        pool,
                                        "job-name",
                                        asked.getMetadata().getName()))
                        .endMetadata()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage("0/3 nodes are available: 3 Insufficient memory.")
                        .endCondition()
                        .endStatus()
                        .build();

        kubernetes.pods().resource(pod).create();

        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(jobs.whyWaiting(job))
                                .isEqualTo(
                                        "its pod does not start: Unschedulable: 0/3 nodes are available:"
                                                + " 3 Insufficient memory."));
        jobs.cancel(job, "by somebody");
    }

    @Test
    void saysThatAClusterDoesNotAnswerAndGoesOnWhenItDoes() {
        server.shutdown();
        var job = queue(build("true"));

        await().atMost(LONG)
                .until(() -> jobs.whyWaiting(job).startsWith("the cluster of pool " + pool));
        jobs.cancel(job, "by somebody");
    }

    @Test
    void keepsTheTokenAndRefusesToLoseJobs() {
        var job = queue(build("true"));
        awaitJob(job);
        var http = Http.to(settings.baseUrl()).as("admin", "admin-for-tests");

        var answer = http.get("/api/v1/pools/" + pool + "/kubernetes").body();
        var page = http.get("/pools/" + pool + "/kubernetes").body();

        assertThat(answer + page).contains("builds").doesNotContain("secret-token");
        assertThat(clusters.put(administrator, pool, draft(null)).namespace()).isEqualTo("builds");
        assertThatThrownBy(() -> clusters.remove(administrator, pool))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("has 1 jobs in its cluster");
        jobs.cancel(job, "by somebody");
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(Problem.class)
                .until(() -> {
                    clusters.remove(administrator, pool);
                    return true;
                });
    }

    @Test
    void refusesAClusterThatDoesNotAnswerAndATokenInTheClear() {
        assertThatThrownBy(() ->
                        clusters.put(administrator, pool, draft("https://127.0.0.1:1", "token")))
                .hasMessageContaining("https://127.0.0.1:1 did not let us in");
        assertThatThrownBy(() -> draft("http://10.0.0.1:8080", "token"))
                .hasMessageContaining("begins with https://");
    }

    private ClusterDraft draft(String token) {
        return draft("http://127.0.0.1:" + server.getPort(), token);
    }

    private ClusterDraft draft(String api, String token) {
        var url = "http://127.0.0.1:" + settings.httpPort();
        return new ClusterDraft(api, "builds", "agents/fairlead:1", url, null, token, 5);
    }

    private long queue(RunBuild build) {
        return transaction.execute(
                _ -> jobs.queue(Demand.of(pool, null, 0), build, Provision.NOTHING));
    }

    private static RunBuild build(String command) {
        return new RunBuild(
                List.of(new RunBuild.Step(command, command)),
                Map.of(),
                RunBuild.Checkout.NONE,
                List.of(),
                RunBuild.Results.NONE,
                new RunBuild.Caches("1/branch/x", null),
                new RunBuild.Surroundings(true, Bounds.OF_AGENT, "maven:3", List.of()),
                new RunBuild.Limits(60, 1L << 20));
    }

    private Job awaitJob(long job) {
        var name = "fairlead-pod-" + job;
        return await().atMost(LONG)
                .until(
                        () -> {
                            var secret = kubernetes.secrets().withName(name).get();
                            return secret == null
                                    ? null
                                    : kubernetes.batch().v1().jobs().withName(name).get();
                        },
                        found -> found != null);
    }

    private void awaitGone() {
        await().atMost(LONG)
                .untilAsserted(() -> {
                    assertThat(kubernetes.batch().v1().jobs().list().getItems()).isEmpty();
                    assertThat(kubernetes.secrets().list().getItems()).isEmpty();
                });
    }

    /** The first container lays the identity down, the second one runs what the Job says. */
    private Process startAsThePodWould(Job job) throws IOException {
        var work = Files.createDirectories(folder.resolve("work"));
        var identity =
                kubernetes.secrets().withName(job.getMetadata().getName()).get().getStringData();
        Files.writeString(work.resolve("identity"), identity.get("identity"));
        var container = job.getSpec().getTemplate().getSpec().getContainers().getFirst();
        var command = new ArrayList<>(container.getCommand());
        command.set(0, Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.set(command.indexOf("/fairlead/lib/*"), System.getProperty("java.class.path"));
        command.set(command.indexOf("/work"), work.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(new File(folder + "/agent.out"));
        return builder.start();
    }
}
