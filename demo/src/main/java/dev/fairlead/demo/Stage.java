package dev.fairlead.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    private Stage(Path data, People people, ServerProcess server, Cluster cluster) {
        this.data = data;
        this.people = people;
        this.server = server;
        this.cluster = cluster;
    }

    static Stage open(Path data, int port, int clusterPort) throws IOException {
        var people = People.in(data.resolve("people.json"));
        var cluster = new Cluster(data.resolve("cluster"), clusterPort);
        var server =
                ServerProcess.start(
                        data.resolve("server"),
                        port,
                        Map.of("FAIRLEAD_ADMIN_PASSWORD", people.passwordOf(People.ADMIN)));
        var stage = new Stage(data, people, server, cluster);
        try {
            cluster.start();
            server.awaitReady(Duration.ofSeconds(90));
            stage.openDoorways();
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
        return stage;
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
            for (var path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
