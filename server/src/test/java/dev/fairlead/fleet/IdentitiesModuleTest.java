package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Secrets;
import dev.fairlead.identity.Users;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Registered;
import dev.fairlead.protocol.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@ModuleTest
@Import({TestSource.class, Heard.class})
class IdentitiesModuleTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration LONG = Duration.ofMinutes(1);

    @Autowired Settings settings;
    @Autowired Agents agents;
    @Autowired AgentStates states;
    @Autowired Pools pools;
    @Autowired PoolTokens tokens;
    @Autowired Users users;
    @TempDir Path folder;
    private String name;
    private String pool;
    private String token;

    @BeforeEach
    void makesAPool() {
        name = "known-" + NAMES.incrementAndGet();
        pool = "pool-" + name;
        token = pools.create(users.require("admin"), pool, "", List.of());
    }

    @Test
    void anIdentityCarriesItsAgentWhateverBecomesOfThePoolsToken() {
        var identity = Secrets.random();
        assertThat(register(null, identity).known()).isTrue();
        var id = tokens.carrier(identity).orElseThrow().agent();

        pools.renewToken(users.require("admin"), pool);

        assertThat(tokens.carrier(token)).isEmpty();
        assertThat(register(id, identity).pool()).isEqualTo(pool);
        assertThat(tokens.carrier(identity).orElseThrow().agent()).isEqualTo(id);
    }

    @Test
    void askingAgainAfterALostAnswerIsTheSame() {
        var identity = Secrets.random();
        register(null, identity);
        assertThat(register(null, identity).known()).isTrue();
        assertThat(register(null, identity).known()).isTrue();
    }

    @Test
    void nobodyElseTakesTheNameWithThePoolsToken() {
        register(null, Secrets.random());

        assertRefused(409, null, Secrets.random(), "has an agent " + name + ", with an identity");
        assertRefused(409, null, null, "has an agent " + name + ", with an identity");
    }

    @Test
    void aRemovedAgentComesBackOnlyWithAnotherIdentity() {
        var identity = Secrets.random();
        register(null, identity);
        var id = tokens.carrier(identity).orElseThrow().agent();
        states.move(users.require("admin"), id, AgentState.REMOVED);

        assertRefused(403, id, identity, "was removed by an administrator");
        assertRefused(403, null, identity, "was removed by an administrator");
        var other = Secrets.random();
        assertThat(register(null, other).known()).isTrue();
        assertThat(tokens.carrier(identity)).isEmpty();
        assertThat(agents.get(id).state()).isEqualTo(AgentState.ENABLED);
    }

    @Test
    void aCopiedWorkFolderIsNoSecondAgent() {
        var identity = Secrets.random();
        register(null, identity);
        var id = tokens.carrier(identity).orElseThrow().agent();
        var first = name;
        name = first + "-copy";

        assertRefused(409, null, identity, "belongs to another agent");
        assertRefused(409, id, identity, "is that of agent " + first);
        assertRefused(400, null, "short", "43 letters");
    }

    @Test
    void tellsAnAgentOfAnotherVersionAndRefusesOneItCannotUnderstand() {
        assertThat(Versions.advice("1.1.0", "1.2.0"))
                .startsWith("This agent is version 1.1.0 and its server is 1.2.0.");
        assertThat(Versions.advice("development", "1.2.0")).isEmpty();
        assertThat(Versions.advice("1.2.0", "1.2.0")).isEmpty();
        assertThatThrownBy(() -> agents.register(pool, said(null, 0)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(426))
                .hasMessageContaining("speaks protocol 0");
    }

    /** A real one, whose pool's token is renewed and which is then removed. */
    @Test
    void aRealAgentComesBackByItsIdentityUntilItIsRemoved() throws IOException {
        var url = "http://127.0.0.1:" + settings.httpPort();
        var work = folder.resolve("agent");
        try (var _ = AgentProcess.start(url, token, name, work, "--label", "arm64,big")) {
            await().atMost(LONG).until(this::isOnline);
        }
        assertThat(Files.getPosixFilePermissions(work.resolve("identity")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var agent = ours();
        assertThat(agent.labels()).containsExactly("arm64", "big");
        assertThat(agent.tools()).containsKey("java");
        assertThat(agent.facts()).containsKeys("memory", "cores");
        pools.renewToken(users.require("admin"), pool);

        try (var back = AgentProcess.start(url, "", name, work)) {
            await().atMost(LONG).until(() -> ours().labels().isEmpty());
            states.move(users.require("admin"), agent.id(), AgentState.REMOVED);
            await().atMost(LONG).until(() -> !back.process().isAlive());
        }
        try (var refused = AgentProcess.start(url, "", name, work)) {
            await().atMost(LONG).until(() -> !refused.process().isAlive());
            assertThat(refused.process().exitValue()).isEqualTo(1);
        }
        assertThat(Files.readString(Path.of(work + ".out")))
                .contains("was removed by an administrator");
    }

    private boolean isOnline() {
        return agents.all().stream().anyMatch(a -> a.name().equals(name) && a.online());
    }

    private Agent ours() {
        return agents.all().stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    }

    private Registered register(@Nullable Long agent, @Nullable String identity) {
        return agents.register(pool, agent, said(identity, 2));
    }

    private Registration said(@Nullable String identity, int protocol) {
        return new Registration(
                name, "test", 1, List.of(), Map.of(), "", List.of(), Map.of(), protocol, identity);
    }

    private void assertRefused(
            int status, @Nullable Long agent, @Nullable String identity, String why) {
        assertThatThrownBy(() -> register(agent, identity))
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.status()).isEqualTo(status))
                .hasMessageContaining(why);
    }
}
