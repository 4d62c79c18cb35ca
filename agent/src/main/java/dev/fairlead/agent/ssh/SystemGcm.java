package dev.fairlead.agent.ssh;

import dev.fairlead.agent.crypto.AesGcm;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.apache.sshd.common.cipher.BaseCipher;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.cipher.CipherFactory;
import org.jspecify.annotations.Nullable;

/** One of the SSH library's AES-GCM ciphers, done by the system's libcrypto. */
final class SystemGcm implements CipherFactory {
    private final BuiltinCiphers like;

    SystemGcm(BuiltinCiphers like) {
        this.like = like;
    }

    @Override
    public String getName() {
        return like.getName();
    }

    @Override
    public boolean isSupported() {
        return AesGcm.isThere();
    }

    @Override
    public Cipher create() {
        return new Packets(like);
    }

    @Override
    public String getAlgorithm() {
        return like.getAlgorithm();
    }

    @Override
    public int getKeySize() {
        return like.getKeySize();
    }

    @Override
    public String getTransformation() {
        return like.getTransformation();
    }

    @Override
    public int getIVSize() {
        return like.getIVSize();
    }

    @Override
    public int getAuthenticationTagSize() {
        return like.getAuthenticationTagSize();
    }

    @Override
    public int getCipherBlockSize() {
        return like.getCipherBlockSize();
    }

    @Override
    public int getKdfSize() {
        return like.getKdfSize();
    }

    /** The packets of one direction of a connection. */
    private static final class Packets extends BaseCipher {
        private @Nullable AesGcm messages;

        Packets(BuiltinCiphers like) {
            super(
                    like.getIVSize(),
                    like.getAuthenticationTagSize(),
                    like.getKdfSize(),
                    like.getAlgorithm(),
                    like.getKeySize(),
                    like.getTransformation(),
                    like.getCipherBlockSize());
        }

        /** Of the key and the nonce that were agreed on as many bytes are used as it takes. */
        @Override
        public void init(Mode mode, byte[] key, byte[] iv) {
            messages =
                    AesGcm.of(
                                    mode == Mode.Encrypt,
                                    Arrays.copyOf(key, getKdfSize()),
                                    Arrays.copyOf(iv, AesGcm.NONCE))
                            .orElseThrow();
        }

        /** The length of a packet, which stays readable. */
        @Override
        public void updateAAD(byte[] data, int offset, int length) {
            begun().begin(data, offset, length);
        }

        @Override
        public void update(byte[] input, int offset, int length) throws AEADBadTagException {
            begun().end(input, offset, length);
        }

        private AesGcm begun() {
            if (messages == null) {
                throw new IllegalStateException("This is a bug: a packet before the key");
            }
            return messages;
        }
    }
}
