package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.protocol.Balancer;
import dev.fairlead.protocol.JobSpec.MoveServer.Then;
import dev.fairlead.protocol.Seat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DefinitionReaderTest {
    static final String WHOLE =
            """
            {"kind": "production", "order": 30, "repository": "orders", "promotion": "manual",
             "after": "staging", "promoters": ["bizplat-releasers"], "prefetch": false,
             "balancers": [{"name": "lb-1", "socket": "/run/haproxy.sock", "backend": "orders",
                            "stateFile": "/var/lib/haproxy/states"},
                           {"name": "lb-2", "address": "10.0.0.7:9999", "backend": "orders"}],
             "hosts": [{"name": "order-1", "agent": "local", "folder": "/srv/order-1",
                        "address": "127.0.0.1", "port": 8081, "server": "order-1",
                        "servers": {"lb-2": "o1"}, "group": "web",
                        "variables": {"TIER": "web"}}],
             "groups": [{"name": "web", "balancer": true, "stopFirst": false}],
             "strategy": {"kind": "rolling", "batch": "25%", "maxFailed": 1, "pause": "300s",
                          "floor": 2},
             "drain": {"timeout": "30s", "then": "cut"},
             "steps": {"install": "cp $FAIRLEAD_ARTIFACT app.jar", "stop": "./stop",
                       "start": "./start", "verify": "curl -f localhost:8081"},
             "hooks": {"runOn": "local", "beforeBatch": "./tell begun", "afterHost": "./tell over"},
             "variables": {"LANG_OF_LOG": "de; rm -rf /"},
             "observe": {"file": "app.jar", "versionPath": "/version"}}
            """;
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void writesWhatItReads() {
        var tree = JSON.readTree(WHOLE);
        var written = JSON.valueToTree(DefinitionView.json(DefinitionReader.read(tree)));
        assertThat((Object) written).isEqualTo(tree);
    }

    @Test
    void fillsInWhatMayBeMissing() {
        var small =
                read(
                        """
                        {"kind": "staging", "order": 10, "repository": "orders",
                         "hosts": [{"name": "h", "folder": "/srv/h", "port": 80}],
                         "steps": {"install": "true"}}
                        """);
        assertThat(small.promotion()).isEqualTo(Definition.Promotion.MANUAL);
        assertThat(small.strategy()).isEqualTo(Strategy.rolling(Strategy.Amount.ONE));
        assertThat(small.drain())
                .isEqualTo(new Definition.Drain(Duration.ofSeconds(30), Then.GO_ON));
        assertThat(small.hooks()).isEqualTo(Hooks.NONE);
        assertThat(small.prefetch()).isTrue();
        assertThat(small.hosts().getFirst())
                .isEqualTo(
                        new Definition.Host(
                                "h",
                                "local",
                                "/srv/h",
                                "127.0.0.1",
                                80,
                                "h",
                                Map.of(),
                                null,
                                Map.of(),
                                null,
                                null));
    }

    @Test
    void namesTheValueAndTheRule() {
        refuses(
                "\"order\": 30",
                "\"order\": 30, \"color\": 1",
                "color: there is no such key here.");
        refuses(
                "\"batch\": \"25%\"",
                "\"batch\": 0",
                "strategy.batch: must be a number from 1 to 100, or a part such as \"25%\", was 0.");
        refuses(
                "\"300s\"",
                "\"soon\"",
                "strategy.pause: must be a time such as \"30s\", \"5m\" or \"2h\", or \"ask\", was \"soon\".");
        refuses(
                "\"rolling\", \"batch\": \"25%\", \"maxFailed\": 1,",
                "\"blue-green\",",
                "strategy.kind: needs two groups, blue and green, behind a balancer");
        refuses(
                "\"group\": \"web\"",
                "\"group\": \"wed\"",
                "hosts[0].group: must be one of the groups web, was \"wed\".");
        refuses(
                "\"stopFirst\": false",
                "\"stopFirst\": true",
                "groups[0].stopFirst: is for a group without a balancer (balancer: false)");
        for (var name : List.of("FAIRLEAD_VERSION", "PATH", "LD_PRELOAD", "a", "A-B", "A B")) {
            refuses("LANG_OF_LOG", name, "variables: a name must be capital letters");
        }
        refuses(
                "\"30s\"",
                "\"soon\"",
                "drain.timeout: must be seconds from 0 to 3600, such as 30 or \"30s\", was \"soon\".");
        refuses(
                "\"/srv/order-1\"",
                "\"/srv/../etc\"",
                "hosts[0].folder: must be an absolute path below / without \"..\"");
        refuses(
                "\"/srv/order-1\"",
                "\"srv\"",
                "hosts[0].folder: must be an absolute path below / without \"..\"");
        refuses(
                "8081,",
                "70000,",
                "hosts[0].port: must be a whole number from 1 to 65535, was 70000.");
        refuses(
                "\"production\"",
                "\"prod\"",
                "kind: must be one of rush, development, qa, staging, production, was \"prod\".");
        refuses(
                "\"app.jar\"",
                "\"../app.jar\"",
                "observe.file: must be a path below the host's folder");
        refuses(
                "\"order-1\", \"agent\"",
                "\"-x\", \"agent\"",
                "hosts[0].name: must be letters, digits and _.-");
        refuses(
                "\"manual\", \"after\": \"staging\", \"promoters\": [\"bizplat-releasers\"], \"prefetch\": false",
                "\"automatic\", \"prefetch\": true",
                "prefetch: is for environments to which a person promotes");
        refuses("\"prefetch\": false", "\"prefetch\": 1", "prefetch: must be true or false");
        refuses(
                "\"install\": \"cp $FAIRLEAD_ARTIFACT app.jar\",",
                "",
                "steps.install: is missing.");
    }

    @Test
    void readsTheRollingOfEarlierVersions() {
        var earlier =
                read(
                        """
                        {"kind": "staging", "order": 10, "repository": "orders",
                         "hosts": [{"name": "h", "folder": "/srv/h", "port": 80}],
                         "rolling": {"batch": 3, "drainTimeout": 5},
                         "steps": {"install": "true"}}
                        """);
        assertThat(earlier.strategy()).isEqualTo(Strategy.rolling(new Strategy.Amount(3, false)));
        assertThat(earlier.drain().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void refusesTheSameHostTwice() {
        var host =
                "{\"group\": \"web\", \"name\": \"order-1\", \"folder\": \"/srv/b\", \"port\": 1}";
        refuses(
                "\"hosts\": [",
                "\"hosts\": [" + host + ",",
                "hosts[1].name: must be another for each host, \"order-1\" is there twice.");
    }

    @Test
    void wantsAHealthCheckBeforeAPool() {
        refuses(
                ", \"verify\": \"curl -f localhost:8081\"",
                "",
                "A host goes back into the pool only after its health was checked.");
    }

    @Test
    void readsTheOneBalancerOfAnEarlierVersion() {
        var old =
                read(
                        """
                        {"kind": "staging", "order": 10, "repository": "orders",
                         "balancer": {"socket": "/run/haproxy.sock", "backend": "orders"},
                         "rolling": {"batch": 2, "drainTimeout": "7s"},
                         "hosts": [{"name": "h", "folder": "/srv/h", "port": 80}],
                         "steps": {"install": "true", "verify": "true"}}
                        """);
        assertThat(old.balancers())
                .containsExactly(
                        new Definition.Balancer(
                                "haproxy", "/run/haproxy.sock", "orders", null, null));
        assertThat(old.drain()).isEqualTo(new Definition.Drain(Duration.ofSeconds(7), Then.GO_ON));
        assertThat(old.strategy().batch()).isEqualTo(new Strategy.Amount(2, false));
    }

    @Test
    void givesEachHostItsSeatBehindEveryBalancer() {
        var definition = read(WHOLE);
        assertThat(definition.seats(definition.hosts().getFirst()))
                .containsExactly(
                        new Seat(
                                new Balancer(
                                        "lb-1",
                                        "/run/haproxy.sock",
                                        "orders",
                                        "/var/lib/haproxy/states"),
                                "order-1"),
                        new Seat(new Balancer("lb-2", "10.0.0.7:9999", "orders", null), "o1"));
    }

    @Test
    void refusesBalancersThatCannotBe() {
        refuses(
                "\"address\": \"10.0.0.7:9999\"",
                "\"address\": \"10.0.0.7:99999\"",
                "balancers[1].address: must be host:port");
        refuses(
                "\"address\": \"10.0.0.7:9999\"",
                "\"address\": \"10.0.0.7:99\", \"socket\": \"/a\"",
                "balancers[1].socket: must be there, or else address, but not both");
        refuses(
                "\"lb-2\", \"address\"",
                "\"lb-1\", \"address\"",
                "balancers[1].name: must be another for each balancer, \"lb-1\" is there twice.");
        refuses(
                "{\"lb-2\": \"o1\"}",
                "{\"lb-3\": \"o1\"}",
                "hosts[0].servers: must be names by balancer, there is no balancer \"lb-3\".");
        refuses("\"cut\"", "\"wait\"", "drain.then: must be cut, stop or go-on, was \"wait\".");
    }

    private static void refuses(String part, String by, String message) {
        var text = WHOLE.replaceAll("\\s+", " ");
        assertThat(text).contains(part);
        var changed = text.replace(part, by);
        assertThatThrownBy(() -> read(changed)).hasMessageContaining(message);
    }

    private static Definition read(String json) {
        return DefinitionReader.read(JSON.readTree(json));
    }
}
