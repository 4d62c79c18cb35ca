package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Users;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which job is given to whom, in a pool that no other test uses. */
@ModuleTest
@Import({TestSource.class, Heard.class})
class ClaimModuleTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    @Autowired Jobs jobs;
    @Autowired Agents agents;
    @Autowired Leases leases;
    @Autowired Pools pools;
    @Autowired Users users;
    @Autowired JdbcClient jdbc;
    private String pool;

    @BeforeEach
    void makesAPool() {
        pool = "claimed-" + NAMES.incrementAndGet();
        pools.create(users.require("admin"), pool, "", List.of());
    }

    @AfterEach
    void empty() {
        jdbc.sql("delete from job where pool = ?").param(pool).update();
    }

    @Test
    void givesAJobToAnAgentThatHasAllItsLabels() throws InterruptedException {
        var job = queue(0, 1, "arm64", "docker");
        var labelled = agent(List.of("arm64"), Map.of());
        var able = agent(List.of("arm64", "big"), Map.of("docker", "28.1"));

        assertThat(leases.claim(labelled, 0, Duration.ZERO)).isEmpty();
        assertThat(jobs.whyWaiting(job)).isEmpty();
        assertThat(claim(able, 0).job()).isEqualTo(job);
    }

    @Test
    void passesByThousandsOfJobsThatItMayNotRun() throws InterruptedException {
        fill(4_999, 1, 1, "{arm64}");
        var job = queue(0, 1);
        var agent = agent(List.of(), Map.of());

        assertThat(claim(agent, 0).job()).isEqualTo(job);
        assertThat(leases.claim(agent, 1, Duration.ZERO)).isEmpty();
    }

    @Test
    void letsNoProjectStarveAnother() throws InterruptedException {
        fill(1_000, 1, 1, "{}");
        var agent = agent(List.of(), Map.of());
        claim(agent, 0);
        claim(agent, 1);
        var one = queue(0, 2);

        assertThat(claim(agent, 2).job()).isEqualTo(one);
    }

    @Test
    void sharesAPoolEquallyWhateverEachHasQueued() throws InterruptedException {
        fill(300, 1, 1, "{}");
        fill(20, 1, 2, "{}");
        fill(10, 1, 3, "{}");
        var agent = agent(List.of(), Map.of());
        var given = new ArrayList<Long>();
        for (var executor = 0; executor < 12; executor++) {
            given.add(project(claim(agent, executor).job()));
        }

        assertThat(IntStream.of(1, 2, 3).mapToLong(p -> given.stream().filter(g -> g == p).count()))
                .containsExactly(4L, 4L, 4L);
    }

    @Test
    void letsReleasesAndDeploymentsGoFirstHoweverBusyTheirProjectIs() throws InterruptedException {
        var agent = agent(List.of(), Map.of());
        queue(0, 1);
        queue(0, 1);
        claim(agent, 0);
        claim(agent, 1);
        queue(0, 2);
        var release = queue(10, 1);
        var deployment = queue(20, 1);

        assertThat(claim(agent, 2).job()).isEqualTo(deployment);
        assertThat(claim(agent, 3).job()).isEqualTo(release);
    }

    /** Analysed, so that the planner knows what it chooses among. */
    @Test
    void readsTheIndexOnlyWithTenThousandQueued() {
        fill(10_000, 50, 1, "{}");
        jdbc.sql("analyze job").update();
        var plan =
                String.join(
                        "\n",
                        jdbc.sql("explain (analyze, buffers) " + Claim.SQL)
                                .param("pool", pool)
                                .param("wanted", new String[] {"", "any"})
                                .param("name", "somebody")
                                .param("offers", new String[] {"java"})
                                .param("agent", agent(List.of(), Map.of()).agent())
                                .param("executor", 0)
                                .param("lease", 1_000)
                                .query(String.class)
                                .list());

        assertThat(plan).as(plan).contains("job_claim").doesNotContain("Seq Scan on job");
        assertThat(plan).as(plan).contains("Update on job");
    }

    private Holder agent(List<String> labels, Map<String, String> tools) {
        var name = "claimer-" + NAMES.incrementAndGet();
        var said =
                new Registration(
                        name,
                        "test",
                        64,
                        List.of(),
                        Map.of(),
                        "",
                        labels,
                        tools,
                        Protocol.VERSION,
                        null);
        return agents.holder(pool, agents.register(pool, said).session());
    }

    private long queue(int priority, long project, String... labels) {
        var demand = new Demand(pool, null, priority, project, List.of(labels));
        return jobs.queue(demand, Specs.build("true"), Specs.SOURCE);
    }

    /** Jobs of as many projects, in turn, from one on. */
    private void fill(int count, int projects, long from, String labels) {
        jdbc.sql(
                        """
                        insert into job (pool, priority, project, labels, spec)
                        select :pool, 0, :from + n % :projects, cast(:labels as text[]), :spec
                          from generate_series(1, :count) n
                        """)
                .param("pool", pool)
                .param("from", from)
                .param("projects", projects)
                .param("labels", labels)
                .param("spec", SPEC)
                .param("count", count)
                .update();
    }

    private static final String SPEC =
            """
            {"kind": "build", "cache": "1/branch/main", "steps": [], "inputs": [], "tests": [],
             "artifacts": [], "environment": {}, "network": true, "timeoutSeconds": 60,
             "logLimit": 1000}
            """;

    private Assignment claim(Holder agent, int executor) throws InterruptedException {
        return leases.claim(agent, executor, Duration.ZERO).orElseThrow();
    }

    private long project(long job) {
        return jdbc.sql("select project from job where id = ?")
                .param(job)
                .query(Long.class)
                .single();
    }
}
