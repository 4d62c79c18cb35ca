package dev.fairlead;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the threads of a test meet. */
public final class Latches {
    private Latches() {}

    /** Waits until somebody comes by; false when nobody does in half a minute. */
    public static boolean reached(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
