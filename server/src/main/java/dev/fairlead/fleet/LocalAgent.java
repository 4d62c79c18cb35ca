package dev.fairlead.fleet;

import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one agent process alive. Its standard input stays open as long as this server lives, and
 * its end is how the agent learns of ours, whatever kills us.
 */
final class LocalAgent {
    private static final Logger log = LoggerFactory.getLogger(LocalAgent.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AgentLaunch launch;
    private final String pool;
    private volatile boolean stopping;
    private volatile @Nullable Process process;
    private @Nullable Thread keeper;

    LocalAgent(Settings settings, String pool, PoolTokens tokens) {
        this.pool = pool;
        launch = new AgentLaunch(settings, pool, tokens.file(pool));
    }

    void start() {
        keeper = Thread.ofVirtual().name("local agent " + pool).start(this::keep);
    }

    /** Asks it to end; a step of a deployment is finished first, without us. */
    void stop() {
        stopping = true;
        var running = process;
        if (running != null) {
            letGo(running);
        }
        if (keeper != null) {
            keeper.interrupt();
        }
    }

    void awaitEnd() {
        var running = process;
        if (running == null) {
            return;
        }
        try {
            if (!running.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("The local agent of pool {} finishes its work and ends later", pool);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        var pause = FIRST_PAUSE;
        try {
            while (!stopping) {
                var started = Instant.now();
                var end = runOnce();
                if (stopping) {
                    return;
                }
                var lived = Duration.between(started, Instant.now());
                pause = lived.compareTo(STEADY) > 0 ? FIRST_PAUSE : pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
                log.warn(
                        "The local agent of pool {} {}; it is started again in {} ms. It says why"
                                + " in {}.",
                        pool,
                        end,
                        pause.toMillis(),
                        launch.output());
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            // The server stops.
        }
    }

    private String runOnce() throws InterruptedException {
        try {
            var started = launch.start();
            process = started;
            if (stopping) {
                letGo(started);
            }
            return "ended with exit code " + started.waitFor();
        } catch (IOException e) {
            return "could not be started (" + e.getMessage() + ")";
        }
    }

    private static void letGo(Process running) {
        try {
            running.getOutputStream().close();
        } catch (IOException _) {
            // It is gone already.
        }
    }
}
