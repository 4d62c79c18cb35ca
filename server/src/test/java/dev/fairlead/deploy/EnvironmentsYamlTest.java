package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EnvironmentsYamlTest {
    @Test
    void writesTheFileThatKeepsEnvironmentsAsTheyAre() {
        var production =
                definition(
                        """
                        {"kind": "production", "order": 2, "repository": "orders", "after": "staging",
                         "promoters": ["releasers"], "prefetch": false,
                         "connections": [{"name": "edge", "user": "lb", "address": "lb.example.org",
                                          "key": "LB_KEY", "sudo": true}],
                         "balancers": [{"name": "lb", "socket": "/run/lb.sock", "backend": "orders"}],
                         "groups": [{"name": "web", "stopFirst": false}],
                         "hosts": [{"name": "order-1", "folder": "/srv/1", "port": 8081, "group": "web",
                                    "hostKey": "ssh-ed25519 %s",
                                    "variables": {"TIER": "yes", "MODE": "0644"}}],
                         "strategy": {"kind": "rolling", "batch": "25%%", "pause": "5m", "floor": "50%%"},
                         "steps": {"install": "cd x\\nln -f y z\\n", "stop": "kill: 'it'"},
                         "tasks": [{"name": "t", "run": "true"}],
                         "onFailure": "roll-back",
                         "verification": {
                           "hosts": {"soak": "2m", "checks": [
                             {"kind": "http", "path": "/version", "equals": "${version}"}]},
                           "end": {"checks": [
                             {"kind": "prometheus", "server": "http://prometheus:9090",
                              "query": "errors{job=\\"orders\\"}", "above": -1, "below": 0.5}]}}}
                        """
                                .formatted("A".repeat(68)));
        var staging =
                definition(
                        """
                        {"kind": "staging", "order": 1, "repository": "orders",
                         "promotion": "automatic", "steps": {"install": "true"},
                         "hosts": [{"name": "order-1", "folder": "/srv/1", "port": 8081}]}
                        """);

        var file =
                EnvironmentsYaml.write(
                        List.of(
                                new Environment(1, 1, "staging", 1, staging),
                                new Environment(2, 1, "production", 7, production)));

        assertThat(
                        EnvironmentsYaml.read("e.yml", file.getBytes(StandardCharsets.UTF_8))
                                .definitions())
                .as(file)
                .isEqualTo(Map.of("staging", staging, "production", production));
        assertThat(file).startsWith("environments:\n  staging:\n    kind: staging\n");
    }

    private static Definition definition(String json) {
        return DefinitionReader.read(JsonMapper.shared().readTree(json));
    }
}
