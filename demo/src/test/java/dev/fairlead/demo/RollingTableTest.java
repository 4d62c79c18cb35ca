package dev.fairlead.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RollingTableTest {
    @Test
    void drawsHostsAsRowsAndStepsAsColumns() {
        var deployment =
                new JsonMapper()
                        .readTree(
                                """
                                {"state": "running", "steps": [
                                  {"host": "order-1", "step": "drain", "state": "done", "millis": 12},
                                  {"host": "order-1", "step": "stop", "state": "issued"},
                                  {"host": "order-2", "step": "drain", "state": "planned"},
                                  {"host": "order-2", "step": "stop", "state": "unknown"}]}
                                """);
        try (var nobody =
                new Load(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), "/", 0, 1)) {
            assertThat(RollingTable.lines(deployment, nobody))
                    .containsExactly(
                            "                drain      stop",
                            "      order-1   ✓ 12 ms    …",
                            "      order-2   ·          ? unknown",
                            "      running · served 0, failed 0");
        }
    }
}
