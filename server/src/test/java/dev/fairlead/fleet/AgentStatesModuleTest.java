package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.Registration;
import dev.fairlead.protocol.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@Import({TestSource.class, Heard.class})
class AgentStatesModuleTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Built PASSED = new Built("", List.of(), List.of(), List.of());

    @Autowired Settings settings;
    @Autowired Agents agents;
    @Autowired AgentStates states;
    @Autowired Jobs jobs;
    @Autowired Leases leases;
    @Autowired Outcomes outcomes;
    @Autowired Users users;
    @Autowired Audit audit;
    private String name;
    private Holder agent;
    private Http admin;

    @BeforeEach
    void registers() {
        name = "stated-" + NAMES.incrementAndGet();
        agent = register();
        admin = Http.to(settings.baseUrl()).as("admin", "admin-for-tests");
    }

    @Test
    void aDrainedAgentFinishesWhatItRunsAndClaimsNothing() throws InterruptedException {
        queue();
        var held = claim(0);
        var waiting = queue();

        move(AgentState.DRAINED);

        assertThat(leases.heartbeat(agent, held.job(), new Heartbeat(held.fence(), "x", List.of())))
                .matches(answer -> !answer.cancelled());
        assertThat(leases.claim(agent, 1, Duration.ZERO)).isEmpty();
        assertThat(jobs.whyWaiting(waiting))
                .isEqualTo("agent %s of pool default is drained".formatted(name));
        outcomes.take(agent, held.job(), new Report(held.fence(), PASSED, false), null);
        assertThat(jobs.get(held.job()).state()).isEqualTo(JobState.FINISHED);

        move(AgentState.ENABLED);
        assertThat(claim(0).job()).isEqualTo(waiting);
    }

    @Test
    void aDrainedAgentStaysDrainedWhenItIsStartedAgain() throws InterruptedException {
        move(AgentState.DRAINED);
        agent = register();
        jobs.cancel(queue(), "done");

        assertThat(agents.get(agent.agent()).state()).isEqualTo(AgentState.DRAINED);
        queue();
        assertThat(leases.claim(agent, 0, Duration.ZERO)).isEmpty();
    }

    @Test
    void whatADisabledAgentRanIsLostAndItHearsSo() throws InterruptedException {
        queue();
        var held = claim(0);

        move(AgentState.DISABLED);

        assertThat(jobs.get(held.job()).state()).isEqualTo(JobState.LOST);
        assertThatThrownBy(() ->
                        leases.heartbeat(
                                agent, held.job(), new Heartbeat(held.fence(), "x", List.of())))
                .hasMessageContaining("it is lost");
        queue();
        assertThat(leases.claim(agent, 0, Duration.ZERO)).isEmpty();
    }

    @Test
    void aRemovedAgentMaySayNothingUntilItIsRegisteredAgain() {
        move(AgentState.REMOVED);

        assertThat(agents.all()).extracting(Agent::name).doesNotContain(name);
        assertThatThrownBy(() -> agents.holder(Jobs.BUILD_POOL, session))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(409))
                .hasMessage("Agent %s was removed by an administrator.".formatted(name));
        assertThatThrownBy(() -> move(AgentState.ENABLED))
                .hasMessageStartingWith("This agent was removed.");
        register();
        assertThat(agents.all()).extracting(Agent::name).contains(name);
    }

    @Test
    void scriptsAndPagesMoveItAndTheAuditSaysWho() {
        var path = "/api/v1/agents/" + agent.agent();
        assertThat(admin.put(path + "/state", Map.of("state", "asleep")).body())
                .contains("must be one of enabled, drained, disabled, removed, was");
        var answer = admin.put(path + "/state", Map.of("state", "drained"));
        assertThat(answer.json().path("state").asString()).isEqualTo("drained");
        assertThat(admin.get("/agents").body()).contains(name);
        assertThat(admin.get("/agents/" + agent.agent()).body())
                .contains("drained", "Enable", "It runs nothing.", "0 of 4 executors busy");
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(admin.get(path).json().path("state").asString()).isEqualTo("removed");
        assertThat(admin.get("/api/v1/agents/999999999").status()).isEqualTo(404);

        assertThat(audit.entries(Long.MAX_VALUE, 100))
                .filteredOn(entry -> entry.subject().equals("default/" + name))
                .extracting(entry -> entry.actor() + " " + entry.action())
                .containsExactly(
                        "admin agent.removed",
                        "admin agent.drained",
                        "agent default/" + name + " agent.registered");
    }

    @Test
    void itsPageShowsWhatItRunsAndWhatItRan() throws InterruptedException {
        queue();
        var ended = claim(0);
        outcomes.take(agent, ended.job(), new Report(ended.fence(), PASSED, false), null);
        queue();
        claim(0);

        assertThat(agents.running(agent.agent())).hasSize(1);
        assertThat(agents.ran(agent.agent(), Long.MAX_VALUE, 10))
                .extracting(ran -> ran.job().id())
                .containsExactly(ended.job());
        assertThat(agents.ran(agent.agent(), ended.job(), 10)).isEmpty();
        assertThat(admin.get("/agents/" + agent.agent()).body())
                .contains("1 of 4 executors busy", "ended", "running");
    }

    @Test
    void itsPageShowsTheLoadThatItSaidLast(@Autowired JdbcClient jdbc) {
        for (var load : new Double[] {1.26, -1.0, null}) {
            jdbc.sql("update agent set last_seen = now() - interval '1 minute' where id = ?")
                    .param(agent.agent())
                    .update();
            agents.holder(Jobs.BUILD_POOL, session, load);
        }

        assertThat(agents.get(agent.agent()).load()).isCloseTo(1.26, within(0.001));
        assertThat(admin.get("/agents/" + agent.agent()).body()).contains("Load", "1.3");
    }

    private String session;

    private Holder register() {
        session =
                agents.register(
                                Jobs.BUILD_POOL,
                                new Registration(name, "test", 4, List.of(), Map.of(), ""))
                        .session();
        return agents.holder(Jobs.BUILD_POOL, session);
    }

    private void move(AgentState to) {
        states.move(users.require("admin"), agent.agent(), to);
    }

    private long queue() {
        return jobs.queue(Jobs.BUILD_POOL, name, 0, Specs.build("true"), Specs.SOURCE);
    }

    private Assignment claim(int executor) throws InterruptedException {
        return leases.claim(agent, executor, Duration.ZERO).orElseThrow();
    }
}
