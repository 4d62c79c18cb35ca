package dev.fairlead.agent.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * 1024, 1 << 20, (3 << 20) + 17})
    void digestsFilesOfAnySizeAsTheJdkDoes(int size) throws Exception {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        var file = Files.write(folder.resolve("file"), bytes);

        assertThat(Sha256.of(file)).isEqualTo(jdk(bytes));
    }

    /** What was announced is a hint: less or more may come. */
    @Test
    void takesTheFirstBytesOfEachPart() throws Exception {
        var bytes = new byte[100];
        new Random(1).nextBytes(bytes);
        var digest = Sha256.of(1L << 30);
        digest.update(bytes, 40);
        digest.update(new byte[] {1, 2, 3}, 0);
        digest.update(Arrays.copyOfRange(bytes, 40, 100), 60);

        assertThat(digest.hex()).isEqualTo(jdk(bytes));
    }

    private static String jdk(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
