package dev.fairlead.bench;

import dev.fairlead.demo.HaProxy;
import dev.fairlead.demo.Host;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

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

    private final Path folder;
    private final int port;
    private final LabHosts hosts;
    private final HaProxy haProxy;

    LabPool(Path folder, int port, int count) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.port = port;
        this.hosts = LabHosts.loopback(folder.resolve("hosts"), count);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(appctl(), resource("appctl").replace("@java@", java));
        Files.setPosixFilePermissions(appctl(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(sshConfig(), sshConfiguration());
        Files.writeString(folder.resolve("known_hosts"), knownHosts());
        haProxy = new HaProxy(folder.resolve("haproxy"), socket(), port, servers());
        haProxy.start();
    }

    List<Member> members() {
        return IntStream.range(0, hosts.all().size())
                .mapToObj(i -> new Member(hosts.all().get(i), port + 1 + i))
                .toList();
    }

    private List<Host> servers() {
        return members().stream()
                .map(one -> new Host(one.host().name(), one.folder(), one.port()))
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
        haProxy.close();
        for (var member : members()) {
            stop(member);
        }
        hosts.close();
        try {
            Files.deleteIfExists(socket());
        } catch (IOException _) {
            // It is in nobody's way.
        }
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
