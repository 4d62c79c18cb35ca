package dev.fairlead.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One staging host and three production hosts, each a folder and a port on this machine, and a real
 * HAProxy in front of production. Its ports follow each other from {@code firstPort}: HAProxy's
 * own, staging's, and those of the production hosts.
 */
public final class Cluster implements AutoCloseable {
    /** Unix sockets have short names: Linux takes 107 bytes, and HAProxy binds a temporary name. */
    private static final int LONGEST_SOCKET = 90;

    private final Path folder;
    private final int firstPort;
    private final HaProxy haProxy;

    public Cluster(Path folder, int firstPort) {
        this.folder = folder.toAbsolutePath();
        this.firstPort = firstPort;
        this.haProxy =
                new HaProxy(this.folder.resolve("haproxy"), socket(), firstPort, production());
    }

    /** Where the load goes. */
    public InetSocketAddress front() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), firstPort);
    }

    public Host staging() {
        return new Host("staging-1", folder.resolve("staging-1"), firstPort + 1);
    }

    public List<Host> production() {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(i ->
                        new Host("order-" + i, folder.resolve("order-" + i), firstPort + 1 + i))
                .toList();
    }

    /** The ports that something else already listens on. */
    public List<Integer> busyPorts() {
        return IntStream.rangeClosed(firstPort, firstPort + 4)
                .filter(Cluster::busy)
                .boxed()
                .toList();
    }

    /** Makes the hosts' folders, starts what was installed there, as a boot would, and HAProxy. */
    public void start() throws IOException {
        for (var host : hosts().toList()) {
            Files.createDirectories(host.folder());
            if (Files.exists(host.folder().resolve("orders.jar"))) {
                run(host, "start");
            }
        }
        haProxy.start();
    }

    /** The definition of staging, as {@code PUT …/environments/staging} takes it. */
    public Map<String, Object> stagingDefinition() {
        var definition = definition("staging", 1, "automatic", List.of(staging()));
        definition.put("rolling", Map.of("batch", 1, "drainTimeout", "10s"));
        return definition;
    }

    /** The definition of production: behind HAProxy, promoted by a group, after staging. */
    public Map<String, Object> productionDefinition(String promoters) {
        var definition = definition("production", 2, "manual", production());
        definition.put("after", "staging");
        definition.put("promoters", List.of(promoters));
        definition.put("balancer", Map.of("socket", socket().toString(), "backend", "orders"));
        definition.put("rolling", Map.of("batch", 1, "drainTimeout", "10s"));
        return definition;
    }

    /** The runtime socket of HAProxy; in /tmp where the data folder's name is too long for one. */
    public Path socket() {
        var here = folder.resolve("haproxy").resolve("admin.sock");
        return here.toString().length() <= LONGEST_SOCKET
                ? here
                : Path.of("/tmp", "fairlead-" + Integer.toHexString(here.hashCode()) + ".sock");
    }

    /** Stops HAProxy and every service that deployments started. */
    @Override
    public void close() {
        haProxy.close();
        hosts().filter(host -> Files.exists(host.folder())).forEach(host -> run(host, "stop"));
    }

    private Stream<Host> hosts() {
        return Stream.concat(Stream.of(staging()), production().stream());
    }

    private Map<String, Object> definition(
            String kind, int order, String promotion, List<Host> hosts) {
        var definition = new LinkedHashMap<String, Object>();
        definition.put("kind", kind);
        definition.put("order", order);
        definition.put("repository", "orders");
        definition.put("promotion", promotion);
        definition.put("hosts", hosts.stream().map(Cluster::hostDefinition).toList());
        definition.put("observe", Map.of("file", "orders.jar", "versionPath", "/version"));
        definition.put("steps", HostCommands.steps(java()));
        return definition;
    }

    private static Map<String, Object> hostDefinition(Host host) {
        return Map.of(
                "name", host.name(),
                "agent", "local",
                "folder", host.folder().toString(),
                "address", "127.0.0.1",
                "port", host.port(),
                "server", host.name());
    }

    private static void run(Host host, String step) {
        var command = HostCommands.steps(java()).getOrDefault(step, "");
        var builder =
                new ProcessBuilder("/bin/sh", "-e", "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("FAIRLEAD_FOLDER", host.folder().toString());
        builder.environment().put("FAIRLEAD_PORT", Integer.toString(host.port()));
        try {
            builder.start().waitFor(Duration.ofSeconds(10));
        } catch (IOException e) {
            throw new StoryFailed("%s of %s: %s".formatted(step, host.name(), e.getMessage()), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static boolean busy(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
