package dev.fairlead;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for what a test starts a moment later. They lie below those that the system gives to
 * connections, so that none of the many of a busy run takes one in between.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int LAST = 20_900;

    private FreePorts() {}

    /** One that nobody listens on; at random, because several JVMs with tests look at once. */
    public static int next() {
        for (var attempt = 0; attempt < 100; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("No port between %d and %d is free.".formatted(FIRST, LAST));
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
