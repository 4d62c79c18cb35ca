package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.fleet.JobState;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A release that waits for a promoter is brought to the hosts meanwhile. */
@ModuleTest
class PrefetchModuleTest {
    private static final Outcome WELL = new HostStepRan("", 0, 1, false, List.of());

    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Prefetch prefetch;
    @Autowired Jobs jobs;
    @TempDir Path folder;
    private DrivenRollout rollout;
    private Environment production;

    @BeforeEach
    void define() {
        rollout = DrivenRollout.create(context, folder);
        production = rollout.define("production", "");
    }

    @Test
    void bringsWhatStandsAtTheDoorToEveryHostAndRunsNothing() throws Exception {
        assertThat(brought()).isEmpty();
        var version = rollout.release("first");

        assertThat(brought())
                .extracting(Prefetched::host, Prefetched::version, Prefetched::state)
                .containsExactly(
                        tuple("order-1", version, Prefetched.State.ASKED),
                        tuple("order-2", version, Prefetched.State.ASKED));

        var spec = (RunHostStep) jobs.spec(brought().getFirst().job());
        assertThat(spec.command()).isEmpty();
        assertThat(spec.folder()).isEqualTo("/srv/1");
        assertThat(spec.artifact().name()).isEqualTo("app-" + version + ".jar");
        assertThat(page())
                .contains("Its bytes are on 0 of 2 hosts already")
                .contains("order-1: agent nobody of pool deploy has never registered");

        rollout.end(brought().getFirst().job(), WELL);
        rollout.end(brought().getLast().job(), refused());

        assertThat(page())
                .contains("Its bytes are on 1 of 2 hosts already")
                .contains("order-2: No space left on device");
        assertThat(copies())
                .containsExactly("order-1 there ", "order-2 failed No space left on device");
        rollout.end(brought().getLast().job(), WELL);
        assertThat(page()).contains("Its bytes are on every host already");
    }

    @Test
    void looksAgainAfterAnHourAndTriesAgainAfterFiveMinutes() throws Exception {
        rollout.release("first");
        var first = job("order-1");
        var second = job("order-2");
        rollout.end(first, WELL);
        rollout.lose(second);
        assertThat(brought().getLast().note()).isEqualTo("the agent was lost");

        age("6 minutes");
        assertThat(job("order-1")).isEqualTo(first);
        assertThat(job("order-2")).isGreaterThan(second);

        age("61 minutes");
        assertThat(job("order-1")).isGreaterThan(first);
    }

    @Test
    void bringsTheLaterReleaseInsteadOfOneThatNoAgentBegan() throws Exception {
        rollout.release("first");
        var first = job("order-1");
        var later = rollout.release("second");

        assertThat(brought()).allMatch(one -> one.version().equals(later));
        assertThat(jobs.get(first).state()).isEqualTo(JobState.CANCELLED);
        assertThat(brought()).allMatch(one -> one.state() == Prefetched.State.ASKED);
    }

    @Test
    void asksEveryHostAgainWhenTheEnvironmentWasEdited() throws Exception {
        rollout.release("first");
        var first = job("order-1");
        rollout.end(first, WELL);

        production = rollout.define("production", ", \"variables\": {\"A\": \"b\"}");

        assertThat(prefetch.of(production)).isEmpty();
        assertThat(job("order-1")).isGreaterThan(first);
    }

    @Test
    void bringsNothingBesideADeploymentWhichBelievesNothingOfIt() throws Exception {
        var version = rollout.release("first");
        brought().forEach(one -> rollout.end(one.job(), WELL));
        var deployment = rollout.promote(rollout.project.reviewer, production, version);
        var later = rollout.release("second");

        assertThat(brought()).allMatch(one -> one.version().equals(version));
        assertThat(rollout.issued(deployment)).allMatch(step -> step.name() == StepName.FETCH);

        rollout.drive(deployment, DrivenRollout::well);

        assertThat(rollout.get(deployment.id()).state()).isEqualTo(Deployment.State.VERIFIED);
        assertThat(brought()).allMatch(one -> one.version().equals(later));
    }

    @Test
    void leavesToADeploymentWhatNoAgentBegan() throws Exception {
        var version = rollout.release("first");
        var waiting = job("order-1");
        var deployment = rollout.promote(rollout.project.reviewer, production, version);

        assertThat(jobs.get(waiting).state()).isEqualTo(JobState.CANCELLED);
        assertThat(brought())
                .extracting(Prefetched::state, Prefetched::note)
                .containsOnly(
                        tuple(
                                Prefetched.State.FAILED,
                                "deployment " + deployment.id() + " is at work here"));
    }

    @Test
    void withdrawsWhatNoAgentBeganWhereItIsTurnedOff() throws Exception {
        rollout.release("first");
        var waiting = job("order-1");

        rollout.define("production", ", \"prefetch\": false");
        prefetch.bringWhatIsMissing();

        assertThat(jobs.get(waiting).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void withdrawsWhatNoAgentBeganForAHostThatLeft() throws Exception {
        rollout.release("first");
        var left = job("order-2");

        production =
                rollout.define(
                        "production",
                        """
                        , "hosts": [{"name": "order-1", "agent": "nobody", "folder": "/srv/1", "port": 1}]
                        """);

        assertThat(brought()).extracting(Prefetched::host).containsExactly("order-1");
        assertThat(jobs.get(left).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void bringsNothingWhereTheDefinitionSaysSo() throws Exception {
        var usual = rollout.define("usual", ", \"prefetch\": false");
        rollout.release("first");

        assertThat(brought()).isNotEmpty();
        assertThat(prefetch.of(usual)).isEmpty();
    }

    /** Two servers look at the same instant. */
    @Test
    void asksOnceForEachHost() throws Exception {
        rollout.release("first");
        var both =
                Stream.generate(() -> CompletableFuture.runAsync(prefetch::bringWhatIsMissing))
                        .limit(4)
                        .toList();
        both.forEach(CompletableFuture::join);

        var asked =
                rollout.jdbc()
                        .sql(
                                """
                                select count(*) from job where wanted_agent = 'nobody'
                                    and spec like '%' || :sha256 || '%'
                                """)
                        .param("sha256", brought().getFirst().sha256())
                        .query(Long.class)
                        .single();
        assertThat(asked).isEqualTo(2);
    }

    private List<Prefetched> brought() {
        prefetch.bringWhatIsMissing();
        return prefetch.of(production);
    }

    private long job(String host) {
        return brought().stream()
                .filter(one -> one.host().equals(host))
                .findFirst()
                .orElseThrow()
                .job();
    }

    private void age(String by) {
        rollout.jdbc()
                .sql("update prefetch set ended = ended - :by::interval where environment_id = :id")
                .param("by", by)
                .param("id", production.id())
                .update();
    }

    private static Outcome refused() {
        return new HostStepRan("No space left on device", -1, 1, false, List.of());
    }

    private String page() {
        var key = rollout.project.project.key();
        return http().get(production.url(key)).body();
    }

    private List<String> copies() {
        var key = rollout.project.project.key();
        var all = http().get("/api/v1/projects/" + key + "/environments").json();
        return all.get("values")
                .get(0)
                .get("prefetch")
                .valueStream()
                .map(one ->
                        "%s %s %s"
                                .formatted(
                                        one.get("host").asString(),
                                        one.get("state").asString(),
                                        one.get("note").asString()))
                .toList();
    }

    private Http http() {
        return Http.to(settings.baseUrl())
                .as(rollout.project.reviewer.name(), ReviewProject.PASSWORD);
    }
}
