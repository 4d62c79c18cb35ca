package dev.fairlead.agent.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes that come part by part. */
public abstract sealed class Sha256 {
    /** What is not worth finding a library for. */
    private static final long SMALL = 1 << 20;

    private static final int CHUNK = 64 * 1024;

    private Sha256() {}

    /**
     * @param size of what is to come, as far as it is known
     */
    public static Sha256 of(long size) {
        return size < SMALL
                ? new OfTheJdk()
                : LibCrypto.found().<Sha256>map(OfTheSystem::new).orElseGet(OfTheJdk::new);
    }

    /** Of a file, in lower-case hex. */
    public static String of(Path file) throws IOException {
        var digest = of(Files.size(file));
        try (InputStream in = Files.newInputStream(file)) {
            var bytes = new byte[CHUNK];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                digest.update(bytes, n);
            }
        }
        return digest.hex();
    }

    /** Whether a file is of this size and digest; one of another size is not read. */
    public static boolean fits(Path file, long size, String sha256) throws IOException {
        return Files.size(file) == size && of(file).equals(sha256);
    }

    /** Takes the first bytes of an array. */
    public abstract void update(byte[] bytes, int length);

    /** In lower-case hex; once. */
    public final String hex() {
        return HexFormat.of().formatHex(end());
    }

    abstract byte[] end();

    static final class OfTheJdk extends Sha256 {
        private final MessageDigest digest;

        OfTheJdk() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        @Override
        public void update(byte[] bytes, int length) {
            digest.update(bytes, 0, length);
        }

        @Override
        byte[] end() {
            return digest.digest();
        }
    }

    static final class OfTheSystem extends Sha256 {
        private final LibCrypto library;
        private final MemorySegment context;

        OfTheSystem(LibCrypto library) {
            this.library = library;
            context = library.newDigest();
            require(library.digestInit(context, library.sha256));
        }

        @Override
        public void update(byte[] bytes, int length) {
            require(library.digestUpdate(context, MemorySegment.ofArray(bytes), length));
        }

        @Override
        byte[] end() {
            var digest = new byte[32];
            require(library.digestFinal(context, MemorySegment.ofArray(digest)));
            return digest;
        }

        private static void require(boolean done) {
            if (!done) {
                throw new IllegalStateException("libcrypto could not go on with a digest");
            }
        }
    }
}
