package dev.fairlead.agent.host;

import dev.fairlead.protocol.Balancer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One backend of an HAProxy. Its state is read afresh each time: a reload forgets what was set. */
final class Pool {
    private final Balancer balancer;
    private final HostJob job;
    private final RuntimeSocket socket;
    private final String backend;

    Pool(Balancer balancer, HostJob job) {
        this.balancer = balancer;
        this.job = job;
        this.socket = new RuntimeSocket(balancer, job);
        this.backend = name("backend", balancer.backend());
    }

    /** The pool as sentences name it. */
    String told() {
        return "pool " + backend + " of " + balancer.name();
    }

    String balancer() {
        return balancer.name();
    }

    Map<String, PoolServer> servers() throws IOException {
        var servers = new LinkedHashMap<String, PoolServer>();
        table().servers().forEach((name, row) -> servers.put(name, PoolServer.of(row)));
        return servers;
    }

    /** All that it tells of the backend. */
    StatTable table() throws IOException {
        // Asked by its name, HAProxy answers for a frontend that is called the same.
        var table = StatTable.parse(socket.ask("show stat -1 6 -1"), backend);
        if (table.servers().isEmpty()) {
            throw new IOException(
                    "Balancer %s knows no backend \"%s\", or it has no servers."
                            .formatted(balancer.name(), backend));
        }
        return table;
    }

    /** Which process answers: after a reload or restart it is another one. */
    String process() throws IOException {
        return socket.ask("show info")
                .lines()
                .filter(line -> line.startsWith("Pid: ") || line.startsWith("Start_time_sec: "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .collect(Collectors.joining("/"));
    }

    PoolServer server(String name) throws IOException {
        var servers = servers();
        var server = servers.get(name);
        if (server == null) {
            throw new IOException(
                    "Backend \"%s\" of %s has no server \"%s\"; it has %s."
                            .formatted(
                                    backend,
                                    balancer.name(),
                                    name,
                                    String.join(", ", servers.keySet())));
        }
        return server;
    }

    /** Sets a server's administrative state: drain, maint or ready; a reload finds it so, too. */
    void set(String server, String state) throws IOException {
        tell("set server " + backend + "/" + name("server", server) + " state " + state);
        keepStates();
    }

    /** Ends the sessions that a server still has. */
    void cut(String server) throws IOException {
        tell("shutdown sessions server " + backend + "/" + name("server", server));
    }

    private void tell(String command) throws IOException {
        var answer = socket.tell(command);
        if (!answer.isBlank()) {
            throw new IOException(
                    "Balancer %s refused \"%s\": %s."
                            .formatted(balancer.name(), command, answer.strip()));
        }
    }

    private void keepStates() throws IOException {
        var file = balancer.stateFile();
        if (file != null) {
            var way = balancer.through();
            new StateFile(file, way == null ? null : new BalancerHost(job.connection(way)))
                    .write(socket.ask("show servers state"));
        }
    }

    private static String name(String what, String value) {
        if (!value.matches("[A-Za-z0-9_.:-]{1,100}")) {
            throw new IllegalArgumentException(
                    what + ": must be letters, digits and _.:-, was \"" + value + "\"");
        }
        return value;
    }
}
