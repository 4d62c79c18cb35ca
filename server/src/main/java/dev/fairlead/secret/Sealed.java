package dev.fairlead.secret;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The form of a sealed value: a byte for the form itself, four that name the key, the nonce, and
 * what AES-GCM made with the purpose as associated data.
 */
final class Sealed {
    private static final byte FORM = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    static byte[] seal(MasterKey key, String purpose, byte[] plain) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var made = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(plain);
            return ByteBuffer.allocate(1 + MasterKey.NAME + NONCE + made.length)
                    .put(FORM)
                    .put(key.name())
                    .put(nonce)
                    .put(made)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This is a bug: every Java has AES-GCM", e);
        }
    }

    static byte[] open(MasterKey key, String purpose, byte[] sealed) {
        var name = new byte[MasterKey.NAME];
        var nonce = new byte[NONCE];
        try {
            var parts = ByteBuffer.wrap(sealed);
            if (parts.get() != FORM) {
                throw changed();
            }
            parts.get(name).get(nonce);
            if (!Arrays.equals(name, key.name())) {
                throw new Unreadable(
                        "The secret was sealed with another key than this server has. Start it with"
                                + " that key in FAIRLEAD_SECRET_KEY, or enter the secret again.");
            }
            var rest = new byte[parts.remaining()];
            parts.get(rest);
            return cipher(Cipher.DECRYPT_MODE, key, nonce, purpose).doFinal(rest);
        } catch (BufferUnderflowException | AEADBadTagException _) {
            throw changed();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This is a bug: every Java has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, MasterKey key, byte[] nonce, String purpose)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.aes(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static Unreadable changed() {
        return new Unreadable("The stored secret was changed by somebody. Enter it again.");
    }
}
