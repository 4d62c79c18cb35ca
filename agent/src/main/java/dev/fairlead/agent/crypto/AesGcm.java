package dev.fairlead.agent.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/**
 * AES-GCM with a key of 128 or 256 bits, message by message, as SSH uses it (RFC 5647): the last
 * eight bytes of the nonce count the messages. By OpenSSL's libcrypto. For one thread at a time.
 */
public final class AesGcm {
    public static final int NONCE = 12;
    public static final int TAG = 16;

    private static final int GET_TAG = 0x10;
    private static final int SET_TAG = 0x11;
    private static final int AS_BEFORE = -1;

    private final LibCrypto library;
    private final boolean encrypts;
    private final MemorySegment context;
    private final MemorySegment nonce;
    private final MemorySegment count;
    private boolean begun;

    private AesGcm(LibCrypto library, boolean encrypts, byte[] key, byte[] firstNonce) {
        this.library = library;
        this.encrypts = encrypts;
        context = library.newCipher();
        nonce = Arena.ofAuto().allocate(NONCE);
        count = Arena.ofAuto().allocate(Integer.BYTES);
        nonce.copyFrom(MemorySegment.ofArray(firstNonce));
        var cipher = key.length == 32 ? library.aes256 : library.aes128;
        try (var arena = Arena.ofConfined()) {
            var given = arena.allocate(key.length).copyFrom(MemorySegment.ofArray(key));
            require(library.cipherInit(context, cipher, given, nonce, encrypts ? 1 : 0));
            given.fill((byte) 0);
        }
    }

    /**
     * Empty where the machine has no libcrypto.
     *
     * @param key 16 or 32 bytes
     * @param firstNonce 12 bytes
     */
    public static Optional<AesGcm> of(boolean encrypts, byte[] key, byte[] firstNonce) {
        if ((key.length != 16 && key.length != 32) || firstNonce.length != NONCE) {
            throw new IllegalArgumentException("This is a bug: not the sizes of AES-GCM");
        }
        return LibCrypto.found().map(library -> new AesGcm(library, encrypts, key, firstNonce));
    }

    /** Whether {@link #of} gives one. */
    public static boolean isThere() {
        return LibCrypto.found().isPresent();
    }

    /** Begins a message with what is authenticated and stays readable. */
    public void begin(byte[] bytes, int offset, int length) {
        begin();
        var readable = MemorySegment.ofArray(bytes).asSlice(offset, length);
        require(library.cipherUpdate(context, MemorySegment.NULL, count, readable, length));
    }

    /**
     * Ends a message whose tag stands behind it in the array: it is written there, or checked.
     *
     * @throws AEADBadTagException when these are not the bytes that were sealed
     */
    public void end(byte[] bytes, int offset, int length) throws AEADBadTagException {
        if (!begun) {
            begin();
        }
        var array = MemorySegment.ofArray(bytes);
        var text = array.asSlice(offset, length);
        var tag = array.asSlice(offset + length, TAG);
        if (!encrypts) {
            require(library.cipherControl(context, SET_TAG, TAG, tag));
        }
        require(library.cipherUpdate(context, text, count, text, length));
        if (!library.cipherFinal(context, text, count)) {
            throw new AEADBadTagException("These are not the bytes that were sealed.");
        }
        if (encrypts) {
            require(library.cipherControl(context, GET_TAG, TAG, tag));
        }
        begun = false;
        countUp();
    }

    private void begin() {
        var none = MemorySegment.NULL;
        require(library.cipherInit(context, none, none, nonce, AS_BEFORE));
        begun = true;
    }

    private void countUp() {
        for (int i = NONCE - 1; i >= NONCE - Long.BYTES; i--) {
            var next = (byte) (nonce.get(JAVA_BYTE, i) + 1);
            nonce.set(JAVA_BYTE, i, next);
            if (next != 0) {
                return;
            }
        }
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("libcrypto could not go on with a message");
        }
    }
}
