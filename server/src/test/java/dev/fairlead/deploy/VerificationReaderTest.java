package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.Check.Patience;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VerificationReaderTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String WHOLE =
            """
            {"hosts": {"checks": [
                {"name": "health", "kind": "http", "path": "/health", "status": 200,
                 "contains": "ok ${version}", "timeout": "5s", "within": "1m"},
                {"name": "front", "kind": "http", "url": "https://orders.example.org/", "status": 302,
                 "equals": "moved", "timeout": "2s", "within": "0s"},
                {"name": "database", "kind": "tcp", "address": "db", "port": 5432,
                 "timeout": "5s", "within": "1m"},
                {"name": "port", "kind": "tcp", "timeout": "5s", "within": "1m"},
                {"name": "smoke", "kind": "command", "command": "./smoke", "timeout": "1m",
                 "within": "0s"},
                {"name": "errors", "kind": "prometheus", "server": "http://prometheus:9090",
                 "query": "rate(errors[5m])", "below": 0.5, "token": "PROM", "timeout": "10s",
                 "within": "5m"}], "soak": "30s"},
             "end": {"checks": [
                {"name": "front", "kind": "http", "url": "https://orders.example.org/", "status": 200,
                 "timeout": "5s", "within": "1m"}], "soak": "10m"}}
            """;

    @Test
    void writesWhatItReads() {
        var tree = JSON.readTree(WHOLE);
        var written = JSON.valueToTree(VerificationView.json(read(WHOLE)));
        assertThat((Object) written).isEqualTo(tree);
    }

    @Test
    void fillsInWhatMayBeMissing() {
        var read = read("{\"hosts\": {\"checks\": [{\"kind\": \"http\", \"path\": \"/\"}]}}");
        assertThat(read.hosts().checks())
                .containsExactly(new Check.Http("/", "/", 200, null, null, new Patience(5, 60)));
        assertThat(read.hosts().soak()).isZero();
    }

    @Test
    void asksAHostAtItsOwnPlaceForTheVersionAsText() {
        var host =
                new Host(
                        "order-1", "local", "/srv/o", "::1", 8081, "order-1", Map.of(), null,
                        Map.of(), null, null);
        var checks = read(WHOLE).hosts().checks();
        assertThat(CheckSpecs.of(checks.getFirst(), host, "1.2.0-$1\\E"))
                .isEqualTo(
                        new Check.Http(
                                "health",
                                "http://[::1]:8081/health",
                                200,
                                "ok 1.2.0-$1\\E",
                                null,
                                new Patience(5, 60)));
        assertThat(CheckSpecs.of(checks.get(3), host, "1.2.0"))
                .isEqualTo(new Check.Tcp("port", "::1", 8081, new Patience(5, 60)));
        assertThat(CheckSpecs.of(checks.get(2), host, "1.2.0")).isEqualTo(checks.get(2));
    }

    @Test
    void namesTheValueAndTheRule() {
        refuses(
                "{\"host\": {}}",
                "verification.host: there is no such key here. There are end, hosts.");
        refuses(
                "{\"hosts\": {\"soak\": \"5s\"}}",
                "verification.hosts.checks: must name one check at least");
        refuses(
                hosts("{\"kind\": \"ping\"}"),
                "verification.hosts.checks[0].kind: must be http, tcp, command or prometheus, was \"ping\".");
        refuses(
                hosts("{\"kind\": \"tcp\", \"path\": \"/\"}"),
                "verification.hosts.checks[0].path: there is no such key here.");
        refuses(
                hosts("{\"kind\": \"http\", \"path\": \"/\", \"url\": \"http://a/\"}"),
                "verification.hosts.checks[0].url: must be there where path is not, and the other way round");
        for (var url : new String[] {"file:///etc/passwd", "http://me:pw@a/", "http:///x"}) {
            refuses(
                    hosts("{\"kind\": \"http\", \"url\": \"%s\"}".formatted(url)),
                    "verification.hosts.checks[0].url: must be an address such as");
        }
        refuses(
                hosts("{\"kind\": \"http\", \"path\": \"/\", \"within\": \"2h\"}"),
                "verification.hosts.checks[0].within: must be a time from 0s to 1h, such as \"30s\", \"5m\" or \"2h\", was \"2h\".");
        refuses(
                hosts("{\"kind\": \"prometheus\", \"server\": \"http://p\", \"query\": \"up\"}"),
                "verification.hosts.checks[0].below: must be a number, or above must");
        refuses(
                hosts(
                        "{\"kind\": \"prometheus\", \"server\": \"http://p\", \"query\": \"up\", \"above\": \"1\"}"),
                "verification.hosts.checks[0].above: must be a number, was \"1\".");
    }

    @Test
    void wantsWholeAddressesAtTheEnd() {
        refuses(
                end("{\"kind\": \"http\", \"path\": \"/\"}"),
                "verification.end.checks[0].url: is of no host here, so it must be an address such as");
        refuses(
                end("{\"kind\": \"tcp\", \"port\": 80}"),
                "verification.end.checks[0].address: is of no host here, so it must be named");
        refuses(
                end("{\"kind\": \"tcp\", \"address\": \"a\"}"),
                "verification.end.checks[0].port: is missing.");
    }

    private static String end(String check) {
        return hosts(check).replace("hosts", "end");
    }

    private static String hosts(String check) {
        return "{\"hosts\": {\"checks\": [" + check + "]}}";
    }

    private static void refuses(String json, String message) {
        assertThatThrownBy(() -> read(json)).hasMessageContaining(message);
    }

    private static Verification read(String json) {
        var whole = JSON.createObjectNode().set("verification", JSON.readTree(json));
        return VerificationReader.read(Fields.of(whole, "", Set.of("verification")));
    }
}
