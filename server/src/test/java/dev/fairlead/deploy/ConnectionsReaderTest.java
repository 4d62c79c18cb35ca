package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.protocol.Balancer;
import dev.fairlead.protocol.Reach;
import dev.fairlead.protocol.Seat;
import dev.fairlead.protocol.Ways;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConnectionsReaderTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PIN = "SHA256:" + "a".repeat(43);
    private static final String LINE = "ssh-ed25519 " + "A".repeat(68);
    private static final String WHOLE =
            """
            {"kind": "production", "order": 30, "repository": "orders",
             "connections": [
                {"name": "door", "user": "jump", "address": "door.example.org", "key": "DOOR_KEY",
                 "hostKey": "PIN"},
                {"name": "inside", "user": "deploy", "port": 2222, "key": "HOST_KEY",
                 "jump": "door", "sudo": true}],
             "hosts": [
                {"name": "order-1", "folder": "/srv/orders", "address": "10.0.0.1", "port": 80,
                 "connection": "inside", "hostKey": "LINE"},
                {"name": "order-2", "folder": "/srv/orders", "address": "10.0.0.2", "port": 80,
                 "connection": "inside", "hostKey": "LINE"},
                {"name": "local", "folder": "/srv/orders", "port": 80}],
             "preflight": {"java": 25},
             "steps": {"install": "true"}}
            """
                    .replace("PIN", PIN)
                    .replace("LINE", LINE);

    private static final String BEHIND =
            WHOLE.replace(
                    "\"steps\": {",
                    """
                    "balancers": [{"name": "lb", "socket": "/run/haproxy.sock", "backend": "orders",
                                   "stateFile": "/run/states", "through": "door"}],
                     "steps": {"verify": "true",\
                    """);

    @Test
    void aHostIsReachedByTheWayThatItNames() {
        var definition = read(WHOLE);
        assertThat(Reaches.of(definition, definition.hosts().getFirst()))
                .isEqualTo(
                        new Reach(
                                "deploy",
                                "10.0.0.1",
                                2222,
                                LINE,
                                "HOST_KEY",
                                true,
                                new Reach(
                                        "jump",
                                        "door.example.org",
                                        22,
                                        PIN,
                                        "DOOR_KEY",
                                        false,
                                        null)));
        assertThat(Reaches.of(definition, definition.hosts().getLast())).isNull();
        assertThat(Reaches.keys(definition)).containsExactlyInAnyOrder("DOOR_KEY", "HOST_KEY");
        ConnectionsReader.requirePinned(definition);
    }

    @Test
    void aBalancerIsReachedByTheWayThatItNames() {
        var definition = read(BEHIND);
        var door = new Reach("jump", "door.example.org", 22, PIN, "DOOR_KEY", false, null);
        assertThat(definition.seats(definition.hosts().getFirst()))
                .containsExactly(
                        new Seat(
                                new Balancer(
                                        "lb", "/run/haproxy.sock", "orders", "/run/states", door),
                                "order-1"));
        assertThat(Ways.keys(StepSpecs.out(definition, definition.hosts().getLast())))
                .containsExactly("DOOR_KEY");
        assertThat(read(JSON.writeValueAsString(DefinitionView.json(definition))))
                .isEqualTo(definition);
    }

    @Test
    void refusesABalancerThatNoWayLeadsTo() {
        refusesBehind("gate", "balancers[0].through: there is no connection \"gate\"");
        refusesBehind("-o x; y", "balancers[0].through: must be letters, digits and _.-");
        refusesBehind(
                "inside",
                "balancers[0].through: the connection \"inside\" must have an address, and no sudo: the SSH server opens the balancer's socket as deploy.");
        assertThatThrownBy(
                        () -> read(BEHIND.replace("/run/haproxy.sock", "/run/\\u0007haproxy.sock")))
                .hasMessageContaining("balancers[0].socket: must be the absolute path");
        var unpinned =
                read(
                        """
                        {"kind": "staging", "order": 10, "repository": "orders",
                         "connections": [{"name": "edge", "user": "lb", "address": "lb.example.org",
                                          "key": "LB_KEY"}],
                         "balancers": [{"name": "lb", "address": "127.0.0.1:9999",
                                        "backend": "orders", "through": "edge"}],
                         "hosts": [{"name": "h", "folder": "/srv/h", "port": 80}],
                         "steps": {"install": "true", "verify": "true"}}
                        """);
        assertThatThrownBy(() -> ConnectionsReader.requirePinned(unpinned))
                .hasMessageContaining(
                        "balancers[0].through: lb.example.org:22 is not known by its key yet. Try the hosts")
                .hasMessageEndingWith("and put it into the connection.");
    }

    private static void refusesBehind(String connection, String sentence) {
        var behind = BEHIND.replace("\"through\": \"door\"", "\"through\": \"" + connection + "\"");
        assertThatThrownBy(() -> read(behind)).hasMessageContaining(sentence);
    }

    @Test
    void isWrittenAsItIsRead() {
        var definition = read(WHOLE);
        var written = JSON.writeValueAsString(DefinitionView.json(definition));
        assertThat(read(written)).isEqualTo(definition);
    }

    @Test
    void refusesAHostThatIsNotPinnedAndSaysHowToLearnItsKey() {
        var definition = read(WHOLE.replace(", \"hostKey\": \"" + LINE + "\"", ""));
        assertThatThrownBy(() -> ConnectionsReader.requirePinned(definition))
                .hasMessageContaining("hosts[0].hostKey: 10.0.0.1:2222 is not known by its key yet")
                .hasMessageContaining("Try the hosts");
    }

    @Test
    void refusesWhatIsHostileOrMissing() {
        refuses("\"deploy\"", "\"-oProxyCommand=x\"", "connections[1].user: must be a user's name");
        refuses("\"deploy\"", "\"a;b\"", "connections[1].user: must be a user's name");
        refuses(
                "\"door.example.org\"",
                "\"-x\"",
                "connections[0].address: must be a name or address");
        refuses(
                "\"door.example.org\"",
                "\"a b\"",
                "connections[0].address: must be a name or address");
        refuses(PIN, "SHA256:short", "connections[0].hostKey: must be a host's public key");
        refuses("HOST_KEY", "a key", "connections[1].key: must be the name of a secret");
        refuses("\"jump\": \"door\"", "\"jump\": \"gate\"", "there is no connection \"gate\"");
        refuses("\"jump\": \"door\"", "\"jump\": \"inside\"", "must have an address");
        refuses(
                "\"name\": \"inside\"",
                "\"name\": \"door\"",
                "connections[1].name: must be another");
        refuses(
                "\"connection\": \"inside\"",
                "\"connection\": \"x\"",
                "hosts[0].connection: there is no");
        refuses(
                "\"sudo\": true",
                "\"sudo\": \"yes\"",
                "connections[1].sudo: must be true or false");
        refuses("10.0.0.2", "10.0.0.1", "hosts[1].folder: must be another for each host");
    }

    private static void refuses(String there, String instead, String sentence) {
        assertThat(WHOLE).contains(there);
        assertThatThrownBy(() -> read(WHOLE.replaceFirst(Pattern.quote(there), instead)))
                .hasMessageContaining(sentence);
    }

    private static Definition read(String json) {
        return DefinitionReader.read(JSON.readTree(json));
    }
}
