package dev.fairlead.agent.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system's AES-GCM says the same as the JDK's, message by message. */
class AesGcmTest {
    private static final int READABLE = 4;

    private final Random random = new Random(7);

    @BeforeEach
    void needsTheLibrary() {
        assumeThat(AesGcm.isThere()).as("this machine has a libcrypto").isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void sealsAsTheJdkDoes(int keySize) throws Exception {
        var key = bytes(keySize);
        var nonce = bytes(AesGcm.NONCE);
        nonce[11] = -1; // the next message carries into the byte before
        nonce[10] = 3;
        var gcm = AesGcm.of(true, key, nonce).orElseThrow();

        for (var size : new int[] {16, 1, 32 * 1024, 16}) {
            var message = bytes(READABLE + size + AesGcm.TAG);
            var expected = jdk(Cipher.ENCRYPT_MODE, key, nonce, message, size);

            seal(gcm, message, size);

            assertThat(message).isEqualTo(expected);
            countUp(nonce);
        }
    }

    @Test
    void opensWhatItSealed() throws Exception {
        var key = bytes(16);
        var nonce = bytes(AesGcm.NONCE);
        var sealing = AesGcm.of(true, key, nonce).orElseThrow();
        var opening = AesGcm.of(false, key, nonce).orElseThrow();

        for (var size : new int[] {64, 5_000}) {
            var clear = bytes(READABLE + size + AesGcm.TAG);
            var message = clear.clone();
            seal(sealing, message, size);
            seal(opening, message, size);

            assertThat(Arrays.copyOf(message, READABLE + size))
                    .isEqualTo(Arrays.copyOf(clear, READABLE + size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, READABLE, READABLE + 63, READABLE + 64})
    void opensNothingThatWasChanged(int at) throws Exception {
        var key = bytes(16);
        var nonce = bytes(AesGcm.NONCE);
        var message = bytes(READABLE + 64 + AesGcm.TAG);
        seal(AesGcm.of(true, key, nonce).orElseThrow(), message, 64);
        message[at] ^= 1;
        var opening = AesGcm.of(false, key, nonce).orElseThrow();

        assertThatThrownBy(() -> seal(opening, message, 64))
                .isInstanceOf(AEADBadTagException.class);
    }

    private static void seal(AesGcm gcm, byte[] message, int size) throws AEADBadTagException {
        gcm.begin(message, 0, READABLE);
        gcm.end(message, READABLE, size);
    }

    private static byte[] jdk(int mode, byte[] key, byte[] nonce, byte[] message, int size)
            throws Exception {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var parameters = new GCMParameterSpec(8 * AesGcm.TAG, nonce);
        cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
        cipher.updateAAD(message, 0, READABLE);
        var sealed = message.clone();
        cipher.doFinal(message, READABLE, size, sealed, READABLE);
        return sealed;
    }

    private static void countUp(byte[] nonce) {
        for (int i = nonce.length - 1; ++nonce[i] == 0; i--) {}
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
