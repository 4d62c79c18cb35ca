package dev.fairlead.release;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests of a file that Maven may ask for, in lower-case hex. */
record Digests(String sha256, String sha1, String md5) {
    private static final int BUFFER = 65_536;

    static Digests of(InputStream bytes) throws IOException {
        var sha256 = digest("SHA-256");
        var sha1 = digest("SHA-1");
        var md5 = digest("MD5");
        var buffer = new byte[BUFFER];
        for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            sha256.update(buffer, 0, read);
            sha1.update(buffer, 0, read);
            md5.update(buffer, 0, read);
        }
        return new Digests(hex(sha256), hex(sha1), hex(md5));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
