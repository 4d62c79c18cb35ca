package dev.fairlead.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is hashed, and how. Texts go in with their length, so that nothing can move between two. */
final class Hashes {
    private Hashes() {}

    static String content(AuditEntry entry) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(entry.id());
            var actor = entry.actorId();
            out.writeBoolean(actor != null);
            out.writeLong(actor == null ? 0 : actor);
            text(out, entry.at().toString());
            text(out, entry.actor());
            text(out, entry.action());
            text(out, entry.subject());
            text(out, entry.detail());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sha256(bytes.toByteArray());
    }

    static String link(String previous, long position, String content) {
        var text = previous + " " + position + " " + content;
        return sha256(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This is a bug: every Java has SHA-256", e);
        }
    }
}
