package dev.fairlead.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One host of {@link LabHosts}. */
public final class LabHost implements AutoCloseable {
    static final String SSHD = "/usr/sbin/sshd";

    /** Ends with its input, and with it the server; connections that are open stay. */
    private static final String ON_LOOPBACK =
            """
            [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
            "$1" -D -e -f "$2" 2>>"$3" &
            cat >/dev/null
            kill $!
            """;

    /** The first process of a namespace: with it all others of the host are gone. */
    private static final String APART =
            """
            mount --make-rprivate /
            mkdir -p /run/sshd
            hostname "$4"
            ip link set lo up
            echo ready
            read -r _
            "$1" -D -e -f "$2" 2>>"$3" &
            cat >/dev/null
            """;

    private final Path folder;
    private final String name;
    private final String address;
    private final int port;

    /** The name of this machine's end of the cable; null on the loopback. */
    private final @Nullable String cable;

    private @Nullable Process process;

    private LabHost(Path folder, String name, String address, int port, @Nullable String cable) {
        this.folder = folder;
        this.name = name;
        this.address = address;
        this.port = port;
        this.cable = cable;
    }

    static LabHost onLoopback(Path folder, String name, int port, Path key) throws IOException {
        return new LabHost(folder, name, "127.0.0.1", port, null).configured(key);
    }

    static LabHost apart(Path folder, String name, String net, Path key) throws IOException {
        var base = net.substring(0, net.lastIndexOf('.') + 1);
        var address = base + (Integer.parseInt(net.substring(base.length())) + 2);
        var cable = "fl" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 30));
        return new LabHost(folder, name, address, 22, cable).configured(key);
    }

    public String name() {
        return name;
    }

    public String address() {
        return address;
    }

    /** Where its SSH server listens. */
    public int port() {
        return port;
    }

    /** Who may log in. */
    public String user() {
        return System.getProperty("user.name");
    }

    /** Its public key as OpenSSH writes it: {@code ssh-ed25519 AAAA…}. */
    public String hostKey() {
        try {
            var words = Files.readString(folder.resolve("host_key.pub")).split(" ", 3);
            return words[0] + " " + words[1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty folder of its own, for software and what else a test puts there. */
    public Path folder() {
        return folder.resolve("srv");
    }

    /** What its SSH server had to say. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("sshd.log"));
    }

    private LabHost configured(Path key) throws IOException {
        LabHosts.keyPair(folder.resolve("host_key"));
        Files.createDirectories(folder());
        Files.createDirectories(folder.resolve("home"));
        Files.copy(Path.of(key + ".pub"), folder.resolve("authorized_keys"));
        Files.writeString(
                folder.resolve("sshd_config"),
                """
                Port %d
                ListenAddress %s
                HostKey %s/host_key
                AuthorizedKeysFile %s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                UseDNS no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                PrintMotd no
                PrintLastLog no
                MaxStartups 50:30:100
                Subsystem sftp internal-sftp
                SetEnv LAB_HOST=%s HOME=%s/home
                """
                        .formatted(port, address, folder, folder, name, folder));
        return this;
    }

    /** Starts it where it does not run, and waits until it answers. */
    public void start() throws IOException {
        begin();
        awaitUp();
    }

    void begin() throws IOException {
        process = cable == null ? onLoopback() : apart(cable);
    }

    void awaitUp() {
        var started = running();
        Await.untilTrue(name + " answers", Duration.ofSeconds(10), () -> answers(started));
    }

    private Process onLoopback() throws IOException {
        return new ProcessBuilder(boot(ON_LOOPBACK)).start();
    }

    private Process apart(String cable) throws IOException {
        var line =
                new ArrayList<>(List.of("unshare", "--net", "--mount", "--uts", "--pid", "--fork"));
        line.addAll(List.of("--kill-child=SIGKILL", "--mount-proc"));
        line.addAll(boot(APART));
        var started = new ProcessBuilder(line).start();
        if (started.getInputStream().read() < 0) {
            var why = new String(started.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            throw new IOException(name + " does not come up: " + why);
        }
        var pid = Long.toString(started.pid());
        var gateway = gateway();
        removeLeft(cable);
        LabHosts.run(
                "ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", pid);
        LabHosts.run("ip", "addr", "add", gateway + "/30", "dev", cable);
        LabHosts.run("ip", "link", "set", cable, "up");
        inside(pid, "ip", "addr", "add", address + "/30", "dev", "eth0");
        inside(pid, "ip", "link", "set", "eth0", "up");
        inside(pid, "ip", "route", "add", "default", "via", gateway);
        started.getOutputStream().write('\n');
        started.getOutputStream().flush();
        return started;
    }

    /** The kernel takes the cable of a host without power away when it comes to it. */
    private static void removeLeft(String cable) {
        try {
            LabHosts.run("ip", "link", "del", cable);
        } catch (IOException _) {
            // It is gone.
        }
    }

    /** This machine's end of the cable. */
    public String gateway() {
        var last = address.lastIndexOf('.') + 1;
        return address.substring(0, last) + (Integer.parseInt(address.substring(last)) - 1);
    }

    private static void inside(String pid, String... command) throws IOException {
        var line = new ArrayList<>(List.of("nsenter", "--net", "-t", pid));
        line.addAll(List.of(command));
        LabHosts.run(line.toArray(String[]::new));
    }

    private List<String> boot(String script) {
        var config = folder.resolve("sshd_config").toString();
        var log = folder.resolve("sshd.log").toString();
        return List.of("sh", "-c", script, "sh", SSHD, config, log, name);
    }

    private boolean answers(Process started) {
        if (!started.isAlive()) {
            throw new StoryFailed(name + " ended; see " + folder.resolve("sshd.log"));
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return socket.getInputStream().read() >= 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Kills what serves its open connections; what was begun by them goes on. */
    public void dropConnections() {
        running().descendants().filter(LabHost::isConnection).forEach(p -> p.destroyForcibly());
    }

    private static boolean isConnection(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/sshd")
                && process.parent()
                        .flatMap(parent -> parent.info().command())
                        .orElse("")
                        .endsWith("/sshd");
    }

    /** Cuts the cable of a host that is apart: nothing comes through, and nothing is refused. */
    public void cut() throws IOException {
        LabHosts.run("ip", "link", "set", cable(), "down");
    }

    /** Mends the cable. */
    public void mend() throws IOException {
        LabHosts.run("ip", "link", "set", cable(), "up");
    }

    private String cable() {
        if (cable == null) {
            throw new IllegalStateException("This is a bug: a loopback host has no cable.");
        }
        return cable;
    }

    /** No power: all its processes are gone at once. It may be started again. */
    public void powerOff() {
        var gone = running();
        gone.descendants().forEach(ProcessHandle::destroyForcibly);
        gone.destroyForcibly();
        try {
            gone.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("This is a bug: " + name + " was not started.");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            powerOff();
        }
    }
}
