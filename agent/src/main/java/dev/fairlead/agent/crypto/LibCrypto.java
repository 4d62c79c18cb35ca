package dev.fairlead.agent.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * OpenSSL's libcrypto, by the names and signatures of its manual pages EVP_EncryptInit(3) and
 * EVP_DigestInit(3). Nothing of it is looked for before the first use.
 */
@SuppressWarnings("restricted") // the agent is started with --enable-native-access
final class LibCrypto {
    /** What distributions have had since 2016; both have all that is asked for here. */
    private static final List<String> FILES = List.of("libcrypto.so.3", "libcrypto.so.1.1");

    private static final class Found {
        private static final Optional<LibCrypto> LIBRARY = find();
    }

    /** What makes a context, and what frees it. */
    private record Making(MethodHandle make, MethodHandle free) {}

    /** The work on a context; whatever a method handle throws is passed on. */
    private interface Call<T> {
        T run() throws Throwable;
    }

    private final SymbolLookup symbols;
    private final Making cipher;
    private final Making digest;
    final MemorySegment aes128;
    final MemorySegment aes256;
    final MemorySegment sha256;
    private final MethodHandle cipherInit;
    private final MethodHandle cipherUpdate;
    private final MethodHandle cipherFinal;
    private final MethodHandle cipherControl;
    private final MethodHandle digestInit;
    private final MethodHandle digestUpdate;
    private final MethodHandle digestFinal;

    private LibCrypto(SymbolLookup symbols) {
        this.symbols = symbols;
        cipher = making("EVP_CIPHER_CTX");
        digest = making("EVP_MD_CTX");
        aes128 = given(handle("EVP_aes_128_gcm", FunctionDescriptor.of(ADDRESS)));
        aes256 = given(handle("EVP_aes_256_gcm", FunctionDescriptor.of(ADDRESS)));
        sha256 = given(handle("EVP_sha256", FunctionDescriptor.of(ADDRESS)));
        cipherInit =
                plain("EVP_CipherInit_ex", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
        cipherUpdate = quick("EVP_CipherUpdate", ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
        cipherFinal = quick("EVP_CipherFinal_ex", ADDRESS, ADDRESS, ADDRESS);
        cipherControl = quick("EVP_CIPHER_CTX_ctrl", ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
        digestInit = plain("EVP_DigestInit_ex", ADDRESS, ADDRESS, ADDRESS);
        digestUpdate = quick("EVP_DigestUpdate", ADDRESS, ADDRESS, JAVA_LONG);
        digestFinal = quick("EVP_DigestFinal_ex", ADDRESS, ADDRESS, ADDRESS);
    }

    /** Empty where the machine has none that fits. */
    static Optional<LibCrypto> found() {
        return Found.LIBRARY;
    }

    private static Optional<LibCrypto> find() {
        for (var file : FILES) {
            try {
                return Optional.of(new LibCrypto(SymbolLookup.libraryLookup(file, Arena.global())));
            } catch (IllegalArgumentException | NoSuchElementException _) {
                // Another may be there.
            }
        }
        return Optional.empty();
    }

    MemorySegment newCipher() {
        return made(cipher);
    }

    MemorySegment newDigest() {
        return made(digest);
    }

    /** Any of the arguments may be NULL: that stays as it was. */
    boolean cipherInit(
            MemorySegment context,
            MemorySegment cipher,
            MemorySegment key,
            MemorySegment iv,
            int encrypt) {
        return calling(() ->
                1
                        == (int)
                                cipherInit.invokeExact(
                                        context, cipher, MemorySegment.NULL, key, iv, encrypt));
    }

    boolean cipherUpdate(
            MemorySegment context,
            MemorySegment out,
            MemorySegment count,
            MemorySegment in,
            int length) {
        return calling(() -> 1 == (int) cipherUpdate.invokeExact(context, out, count, in, length));
    }

    /** False also when a tag does not fit. */
    boolean cipherFinal(MemorySegment context, MemorySegment out, MemorySegment count) {
        return calling(() -> 1 == (int) cipherFinal.invokeExact(context, out, count));
    }

    boolean cipherControl(MemorySegment context, int what, int length, MemorySegment bytes) {
        return calling(() -> 1 == (int) cipherControl.invokeExact(context, what, length, bytes));
    }

    boolean digestInit(MemorySegment context, MemorySegment algorithm) {
        return calling(
                () -> 1 == (int) digestInit.invokeExact(context, algorithm, MemorySegment.NULL));
    }

    boolean digestUpdate(MemorySegment context, MemorySegment bytes, long length) {
        return calling(() -> 1 == (int) digestUpdate.invokeExact(context, bytes, length));
    }

    boolean digestFinal(MemorySegment context, MemorySegment out) {
        return calling(() -> 1 == (int) digestFinal.invokeExact(context, out, MemorySegment.NULL));
    }

    /** Freed when nobody holds it any more. */
    private static MemorySegment made(Making how) {
        Consumer<MemorySegment> end =
                one ->
                        calling(() -> {
                            how.free().invokeExact(one);
                            return true;
                        });
        var fresh = given(how.make());
        if (fresh.address() == 0) {
            throw new IllegalStateException("libcrypto has no memory left");
        }
        return fresh.reinterpret(Arena.ofAuto(), end);
    }

    private static MemorySegment given(MethodHandle by) {
        return calling(() -> (MemorySegment) by.invokeExact());
    }

    private Making making(String context) {
        return new Making(
                handle(context + "_new", FunctionDescriptor.of(ADDRESS)),
                handle(context + "_free", FunctionDescriptor.ofVoid(ADDRESS)));
    }

    /** A function that answers an int and takes nothing that lies among Java's objects. */
    private MethodHandle plain(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /** A function that answers an int within microseconds and takes arrays where they lie. */
    private MethodHandle quick(String name, MemoryLayout... arguments) {
        return handle(
                name, FunctionDescriptor.of(JAVA_INT, arguments), Linker.Option.critical(true));
    }

    private MethodHandle handle(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor, options);
    }

    private static <T> T calling(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("This is a bug: a function of libcrypto threw", e);
        }
    }
}
