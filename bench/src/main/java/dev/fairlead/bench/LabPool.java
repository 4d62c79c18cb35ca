package dev.fairlead.bench;

import dev.fairlead.demo.Await;
import dev.fairlead.demo.LabHost;
import dev.fairlead.demo.LabHosts;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Four hosts with an SSH server each, an application of one jar on every one, a HAProxy in front,
 * and what a tool of any kind needs to reach them.
 */
final class LabPool implements AutoCloseable {
    /** A host, and where its application listens. */
    record Member(LabHost host, int port) {
        Path folder() {
            return host.folder();
        }
    }

    static final String BACKEND = "app";

    private final Path folder;
    private final int port;
    private final LabHosts hosts;
    private @Nullable Process haProxy;

    LabPool(Path folder, int port, int count) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.port = port;
        this.hosts = LabHosts.loopback(folder.resolve("hosts"), count);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(appctl(), resource("appctl").replace("@java@", java));
        Files.setPosixFilePermissions(appctl(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(sshConfig(), sshConfiguration());
        Files.writeString(folder.resolve("known_hosts"), knownHosts());
        startHaProxy();
    }

    List<Member> members() {
        var ports = new TreeMap<Integer, LabHost>();
        for (var host : hosts.all()) {
            ports.put(port + 1 + ports.size(), host);
        }
        return ports.entrySet().stream()
                .map(entry -> new Member(entry.getValue(), entry.getKey()))
                .toList();
    }

    Path key() {
        return hosts.key();
    }

    Path appctl() {
        return folder.resolve("appctl");
    }

    Path sshConfig() {
        return folder.resolve("ssh_config");
    }

    /** Of HAProxy's runtime API. Unix sockets have short names. */
    Path socket() {
        return Path.of("/tmp", "fairlead-bench-" + Integer.toHexString(folder.hashCode()));
    }

    /** Where the load goes. */
    InetSocketAddress front() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private String sshConfiguration() {
        var text = new StringBuilder();
        for (var host : hosts.all()) {
            text.append(
                    "Host %s\n  HostName %s\n  Port %d\n  User %s\n"
                            .formatted(host.name(), host.address(), host.port(), host.user()));
        }
        return text.append("Host *\n  IdentitiesOnly yes\n  StrictHostKeyChecking yes\n")
                .append("  IdentityFile " + hosts.key() + "\n")
                .append("  UserKnownHostsFile " + folder.resolve("known_hosts") + "\n")
                .append("  ControlMaster auto\n  ControlPersist 600\n")
                .append("  ControlPath " + socket() + "-%n\n")
                .toString();
    }

    private String knownHosts() {
        var text = new StringBuilder();
        for (var host : hosts.all()) {
            text.append("[%s]:%d %s\n".formatted(host.address(), host.port(), host.hostKey()));
        }
        return text.toString();
    }

    private void startHaProxy() throws IOException {
        var servers = new StringBuilder();
        for (var member : members()) {
            servers.append(
                    "  server %s 127.0.0.1:%d\n".formatted(member.host().name(), member.port()));
        }
        var configuration = folder.resolve("haproxy.cfg");
        Files.writeString(
                configuration,
                resource("haproxy.cfg")
                        .replace("@socket@", socket().toString())
                        .replace("@port@", Integer.toString(port))
                        .replace("@servers@", servers));
        Files.deleteIfExists(socket());
        haProxy =
                new ProcessBuilder("haproxy", "-db", "-f", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("haproxy.log").toFile())
                        .start();
        Await.untilTrue(
                "HAProxy listens (see " + folder.resolve("haproxy.log") + ")",
                Duration.ofSeconds(10),
                () -> Files.exists(socket()));
    }

    /** Runs a tool to its end and gives how long it took. */
    Duration run(List<String> command, Map<String, String> environment) throws IOException {
        var log = folder.resolve(Path.of(command.getFirst()).getFileName() + ".log");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        var began = System.nanoTime();
        try {
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StoryFailed(command.getFirst() + " failed, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    static String resource(String name) throws IOException {
        try (var in = LabPool.class.getResourceAsStream("/lastmile/" + name)) {
            var bytes = Objects.requireNonNull(in, name).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        if (haProxy != null) {
            haProxy.destroy();
        }
        for (var member : members()) {
            stop(member);
        }
        hosts.close();
    }

    /** The application, and the connection that the tools left open to its host. */
    private void stop(Member member) {
        try {
            var where = List.of(member.folder().toString(), Integer.toString(member.port()));
            run(List.of(appctl().toString(), "stop", where.getFirst(), where.getLast()), Map.of());
            var name = member.host().name();
            run(List.of("ssh", "-F", sshConfig().toString(), "-O", "exit", name), Map.of());
        } catch (IOException | StoryFailed _) {
            // It did not run.
        }
    }
}
