package dev.fairlead.agent.ssh;

import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an agent. Nothing of the SSH library is loaded before the first is asked for.
 * Each job brings the keys that it may use: one that was taken away opens nothing any more.
 */
public final class Connections {
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(15);

    /** A connection's name; the key is its digest, so that another key is another connection. */
    private record Way(Reach reach, String key, @Nullable Way jump) {}

    private final byte[] script;
    private final Map<Way, Connection> all = new HashMap<>();
    private @Nullable Object client;

    /**
     * @param script what the shells at the other end run: it says {@code fairlead ready}, then
     *     answers requests
     */
    public Connections(byte[] script) {
        this.script = script.clone();
    }

    /**
     * The connection of a host, made at its first use.
     *
     * @param secrets the private keys by the names that the way to the host says
     * @throws IOException when there is no such key
     */
    public synchronized Connection to(Reach reach, Map<String, String> secrets) throws IOException {
        closeUnused();
        return get(reach, secrets);
    }

    private Connection get(Reach reach, Map<String, String> secrets) throws IOException {
        var way = way(reach, secrets);
        var known = all.get(way);
        if (known != null) {
            return known;
        }
        var started = start();
        var jump = reach.jump() == null ? null : get(reach.jump(), secrets);
        var key =
                reach.hostKey().isEmpty()
                        ? PrivateKeys.none()
                        : PrivateKeys.read(reach.key(), key(reach, secrets));
        var made = new Connection(started, reach, key, script, jump);
        all.put(way, made);
        return made;
    }

    private SshClient start() {
        if (client == null) {
            client = Client.start();
        }
        return (SshClient) client;
    }

    private void closeUnused() {
        all.values()
                .removeIf(connection -> {
                    var unused = connection.unused().compareTo(KEPT_UNUSED) > 0;
                    if (unused) {
                        connection.close();
                    }
                    return unused;
                });
    }

    private static Way way(Reach reach, Map<String, String> secrets) throws IOException {
        var jump = reach.jump() == null ? null : way(reach.jump(), secrets);
        return new Way(reach, sha256(key(reach, secrets)), jump);
    }

    /** A host that is to show its key is not logged in to, and needs none. */
    private static String key(Reach reach, Map<String, String> secrets) throws IOException {
        if (reach.hostKey().isEmpty()) {
            return "";
        }
        var key = secrets.get(reach.key());
        if (key == null) {
            throw new IOException(
                    "There is no secret %s for this environment, and %s is reached with it. Set it among the project's secrets and grant it to the environment."
                            .formatted(reach.key(), reach.place()));
        }
        return key;
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Ends all of them. */
    public synchronized void close() {
        all.values().forEach(Connection::close);
        all.clear();
        if (client != null) {
            ((SshClient) client).stop();
            client = null;
        }
    }
}
