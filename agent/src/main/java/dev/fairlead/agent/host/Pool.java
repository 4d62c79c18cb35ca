package dev.fairlead.agent.host;

import java.io.IOException;
import java.util.Map;

/** One backend of an HAProxy. Its state is read afresh each time: a reload forgets what was set. */
final class Pool {
    private final RuntimeSocket socket;
    private final String backend;

    Pool(String socket, String backend) {
        this.socket = new RuntimeSocket(socket);
        this.backend = name("backend", backend);
    }

    Map<String, PoolServer> servers() throws IOException {
        // Asked by its name, HAProxy answers for a frontend that is called the same.
        var answer = socket.ask("show stat -1 4 -1");
        var servers = PoolServer.parse(answer, backend);
        if (servers.isEmpty()) {
            throw new IOException(
                    "HAProxy knows no backend \"" + backend + "\", or it has no servers.");
        }
        return servers;
    }

    PoolServer server(String name) throws IOException {
        var servers = servers();
        var server = servers.get(name);
        if (server == null) {
            throw new IOException(
                    "Backend \""
                            + backend
                            + "\" has no server \""
                            + name
                            + "\"; it has "
                            + String.join(", ", servers.keySet())
                            + ".");
        }
        return server;
    }

    /** Sets a server's administrative state: drain, maint or ready. */
    void set(String server, String state) throws IOException {
        var answer =
                socket.ask(
                        "set server " + backend + "/" + name("server", server) + " state " + state);
        if (!answer.isBlank()) {
            throw new IOException("HAProxy refused to set " + server + ": " + answer.strip());
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
