package dev.fairlead.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything the story is played on: the server, the cluster, the people. */
final class Stage implements AutoCloseable {
    /** Addresses of this machine, one per person in the order of {@link People#ALL}. */
    private static final List<String> ADDRESSES =
            List.of("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5");

    private final Path data;
    private final People people;
    private final ServerProcess server;
    private final Cluster cluster;
    private final List<Doorway> doorways = new ArrayList<>();
    private volatile boolean closing;

    private Stage(Path data, People people, ServerProcess server, Cluster cluster) {
        this.data = data;
        this.people = people;
        this.server = server;
        this.cluster = cluster;
    }

    static Stage open(Path data, int port, int clusterPort) throws IOException {
        var people = People.in(data.resolve("people.json"));
        var cluster = new Cluster(data.resolve("cluster"), clusterPort);
        try {
            // Before the server: it goes on with a deployment that was under way.
            cluster.start();
            return open(data, people, cluster, port);
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Stage open(Path data, People people, Cluster cluster, int port)
            throws IOException {
        var server =
                ServerProcess.start(
                        data.resolve("server"),
                        port,
                        Map.of("FAIRLEAD_ADMIN_PASSWORD", people.passwordOf(People.ADMIN)));
        var stage = new Stage(data, people, server, cluster);
        try {
            server.awaitReady(Duration.ofSeconds(90));
            stage.openDoorways();
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
        return stage;
    }

    /** Starts the server again whenever it ends, as a service manager would; until interrupted. */
    void keepServing(Terminal terminal) throws InterruptedException, IOException {
        while (true) {
            var code = server.awaitEnd();
            if (closing) {
                return;
            }
            terminal.say("the server ended with code " + code + ": starting it again");
            server.start();
            server.awaitReady(Duration.ofSeconds(90));
            terminal.say("the server is back and goes on where it was");
        }
    }

    Api as(String person) {
        return new Api(server.address(), person, people.passwordOf(person));
    }

    Cluster cluster() {
        return cluster;
    }

    ServerProcess server() {
        return server;
    }

    People people() {
        return people;
    }

    /** A person's work tree, as git made it or will. */
    Git workTree(String person, String name) {
        return new Git(data.resolve("work").resolve(person).resolve(name), as(person));
    }

    Path data() {
        return data;
    }

    /** The server as one person reaches it: an address of their own. */
    String addressOf(String person) {
        var address = ADDRESSES.get(People.ALL.indexOf(person));
        return "http://%s:%d".formatted(address, server.address().getPort());
    }

    private void openDoorways() throws IOException {
        var address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());
        for (var doorway : ADDRESSES) {
            doorways.add(new Doorway(doorway, address));
        }
    }

    @Override
    public void close() {
        closing = true;
        doorways.forEach(Doorway::close);
        server.close();
        cluster.close();
    }

    /** Deletes a folder with all that is in it; a folder that is not there is deleted already. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
