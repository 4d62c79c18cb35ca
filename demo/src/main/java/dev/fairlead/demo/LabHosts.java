package dev.fairlead.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hosts for a test or a measurement, each with an OpenSSH server of its own that takes one key.
 * They end with this process, however that ends.
 */
public final class LabHosts implements AutoCloseable {
    private static final int FIRST_PORT = 12_000;
    private static final int LAST_PORT = 20_900;

    private final Path folder;
    private final List<LabHost> hosts = new ArrayList<>();

    private LabHosts(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        keyPair(key());
    }

    /** Why there can be no hosts on this machine, in a sentence; empty when there can. */
    public static String missing() {
        return Files.isExecutable(Path.of(LabHost.SSHD))
                ? ""
                : "There is no " + LabHost.SSHD + " (Debian's openssh-server).";
    }

    /** Why there can be none that are apart; empty when there can. */
    public static String missingApart() {
        if (!missing().isEmpty()) {
            return missing();
        }
        try {
            run("unshare", "--net", "--mount", "--uts", "--pid", "--fork", "true");
            run("ip", "-V");
            return "";
        } catch (IOException e) {
            return "Network namespaces need root and iproute2: " + e.getMessage();
        }
    }

    /** Hosts that are folders and ports of this machine; who starts them may log in. */
    public static LabHosts loopback(Path folder, int count) throws IOException {
        var all = new LabHosts(folder);
        for (int i = 1; i <= count; i++) {
            all.hosts.add(LabHost.onLoopback(all.hostFolder(i), "lab" + i, freePort(), all.key()));
        }
        return all.started();
    }

    /**
     * Hosts with a network, a process table and mounts of their own: their cable can be cut and
     * their power go. Files are shared with this machine. Needs root.
     */
    public static LabHosts apart(Path folder, int count) throws IOException {
        var all = new LabHosts(folder);
        var random = ThreadLocalRandom.current();
        for (int i = 1; i <= count; i++) {
            // A network of four addresses for each; who guesses the same fails loudly.
            var net = "10.%d.%d.%d".formatted(random.nextInt(64, 128), random.nextInt(256), 4 * i);
            all.hosts.add(LabHost.apart(all.hostFolder(i), "lab" + i, net, all.key()));
        }
        return all.started();
    }

    private LabHosts started() throws IOException {
        for (var host : hosts) {
            host.begin();
        }
        hosts.forEach(LabHost::awaitUp);
        return this;
    }

    /** The hosts' private key, in OpenSSH's form, without a passphrase. */
    public Path key() {
        return folder.resolve("id_ed25519");
    }

    public List<LabHost> all() {
        return List.copyOf(hosts);
    }

    /** One by its number, from 1. */
    public LabHost host(int number) {
        return hosts.get(number - 1);
    }

    private Path hostFolder(int number) throws IOException {
        return Files.createDirectories(folder.resolve("lab" + number));
    }

    private static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (var _ = new ServerSocket(port)) {
                return port;
            } catch (IOException _) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no free port");
    }

    static void keyPair(Path file) throws IOException {
        if (!Files.exists(file)) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", file.toString());
        }
    }

    static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        hosts.forEach(LabHost::close);
    }
}
