package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.Check.Patience;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is looked at on a host that goes back as it was. */
class CheckSpecsTest {
    @Test
    void isWhetherItServesAndNotWhat() {
        var patience = new Patience(5, 30);
        assertThat(
                        serving(
                                """
                                {"kind": "http", "path": "/version", "equals": "${version}",
                                 "within": "30s"},
                                {"kind": "http", "path": "/health", "contains": "well",
                                 "within": "30s"},
                                {"kind": "command", "command": "./is $FAIRLEAD_VERSION"}
                                """))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("name", "patience")
                .containsExactly(
                        new Check.Http("", "http://10.0.0.1:80/version", 200, null, null, patience),
                        new Check.Http(
                                "", "http://10.0.0.1:80/health", 200, "well", null, patience));
    }

    @Test
    void isWhetherAnybodyListensWhereNothingElseIsLookedAt() {
        assertThat(serving("{\"kind\": \"command\", \"command\": \"./is $FAIRLEAD_VERSION\"}"))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("name", "patience")
                .containsExactly(new Check.Tcp("", "10.0.0.1", 80, new Patience(5, 10)));
    }

    private static List<Check> serving(String checks) {
        var definition =
                DefinitionReader.read(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"kind": "production", "order": 1, "repository": "orders",
                                         "balancer": {"socket": "/run/haproxy.sock", "backend": "o"},
                                         "steps": {"install": "i"},
                                         "verification": {"hosts": {"checks": [%s], "soak": "1m"}},
                                         "hosts": [{"name": "h", "folder": "/srv/h", "port": 80,
                                                    "address": "10.0.0.1"}]}
                                        """
                                                .formatted(checks)));
        return CheckSpecs.ofServing(definition, definition.hosts().getFirst()).checks();
    }
}
