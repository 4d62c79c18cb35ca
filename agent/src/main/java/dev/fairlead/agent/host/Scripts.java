package dev.fairlead.agent.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The shell scripts of this agent's version. */
final class Scripts {
    private Scripts() {}

    /** What runs every command of a deployment; it lies in the host's folder. */
    static byte[] wrapper() {
        return join("fenced.sh");
    }

    /** What answers requests at the other end of a connection. */
    static byte[] remote() {
        return join("remote.sh");
    }

    /** By which hosts that agents of several versions reach keep their scripts apart. */
    static String hash(byte[] script) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(script);
            return HexFormat.of().formatHex(digest).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What both ask of processes stands before each of them. */
    private static byte[] join(String name) {
        var script = new ByteArrayOutputStream();
        script.writeBytes(read("processes.sh"));
        script.writeBytes(read(name));
        return script.toByteArray();
    }

    private static byte[] read(String name) {
        try (var in = Scripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("This is a bug: the agent's jar has no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
