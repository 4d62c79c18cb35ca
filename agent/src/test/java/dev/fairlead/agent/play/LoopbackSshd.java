package dev.fairlead.agent.play;

import static org.awaitility.Awaitility.await;

import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real sshd on the loopback that lets this user in by one key. */
record LoopbackSshd(Path folder, int port, Process process) implements AutoCloseable {
    static LoopbackSshd start(Path folder) throws Exception {
        Files.createDirectories(folder);
        for (var key : List.of("host", "user")) {
            var file = folder.resolve(key).toString();
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file)
                    .start()
                    .waitFor();
        }
        var port = freePort();
        var settings =
                """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %2$s/host
                PidFile none
                AuthorizedKeysFile %2$s/user.pub
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                """
                        .formatted(port, folder);
        var file = Files.writeString(folder.resolve("sshd_config"), settings);
        var process =
                new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        await().until(() -> answers(port));
        return new LoopbackSshd(folder, port, process);
    }

    String hostKey() throws IOException {
        return publicKey("host");
    }

    /** A good key, but not the host's. */
    String userKey() throws IOException {
        return publicKey("user");
    }

    String privateKey() throws IOException {
        return Files.readString(folder.resolve("user")).strip();
    }

    Reach reach(String hostKey) {
        var user = System.getProperty("user.name");
        return new Reach(user, "127.0.0.1", port, hostKey, "KEY", false, null);
    }

    private String publicKey(String name) throws IOException {
        var words = Files.readString(folder.resolve(name + ".pub")).split(" ", -1);
        return words[0] + " " + words[1].strip();
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
