package dev.fairlead.deploy;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the pool all the time, and remembers the most servers that were taken out of it at once.
 * One whose check failed on a busy machine was not.
 */
final class PoolWatch implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final TestHaproxy haproxy;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile int mostOut;
    private volatile int looks;

    PoolWatch(TestHaproxy haproxy) {
        this.haproxy = haproxy;
        this.thread = Thread.ofVirtual().start(this::look);
    }

    private void look() {
        while (running) {
            try {
                var out =
                        haproxy.states().values().stream()
                                .filter(state -> state.matches("(DRAIN|MAINT).*"))
                                .count();
                mostOut = Math.max(mostOut, (int) out);
                looks++;
            } catch (IOException _) {
                // It is being killed; what it serves then nobody counts.
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    int mostOut() {
        return mostOut;
    }

    int looks() {
        return looks;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join();
    }
}
