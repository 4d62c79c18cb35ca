package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLaunchTest {
    @Test
    void givesAnAgentOnlyWhatItNeeds() {
        var ours =
                "/f/lib/agent-0.1.0.jar:/f/lib/server-0.1.0.jar:/f/lib/protocol-0.1.0.jar"
                        + ":/f/lib/spring-core-7.0.10.jar:/f/lib/picocli-4.7.7.jar"
                        + ":/f/lib/jackson-core-3.1.7.jar:/f/lib/commons-compress-1.28.0.jar"
                        + ":/f/lib/byte-buddy-agent-1.18.jar";

        assertThat(AgentLaunch.classPath(ours))
                .isEqualTo(
                        "/f/lib/agent-0.1.0.jar:/f/lib/protocol-0.1.0.jar:/f/lib/picocli-4.7.7.jar"
                                + ":/f/lib/jackson-core-3.1.7.jar"
                                + ":/f/lib/commons-compress-1.28.0.jar");
    }

    @Test
    void findsClassesThatWereNotPacked() {
        assertThat(AgentLaunch.classPath("/s/server/target/classes:/s/agent/target/classes"))
                .isEqualTo("/s/agent/target/classes");
    }

    @Test
    void startsWithWhatWasRecordedBesideItsJars(@TempDir Path lib) throws IOException {
        var classPath = lib.resolve("agent-0.1.0.jar") + ":" + lib.resolve("protocol-0.1.0.jar");
        assertThat(AgentLaunch.recorded(classPath)).isEmpty();

        var cache = Files.createFile(lib.resolve("agent.aot"));

        assertThat(AgentLaunch.recorded(classPath)).contains("-XX:AOTCache=" + cache);
    }
}
