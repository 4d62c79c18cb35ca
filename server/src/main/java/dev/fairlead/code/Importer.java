package dev.fairlead.code;

import dev.fairlead.platform.Settings;
import dev.fairlead.work.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs the imports that wait, two at a time. One whose server was killed is begun anew by whoever
 * notices; nothing of the broken one was ever visible.
 */
@Component
class Importer {
    static final String TOPIC = "imports";

    private static final Logger log = LoggerFactory.getLogger(Importer.class);
    private static final int AT_ONCE = 2;
    private static final int MOST_ATTEMPTS = 3;
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final ImportStore store;
    private final ImportRun run;
    private final Clock clock;
    private final Workers workers;
    private final Duration silence;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    Importer(ImportStore store, ImportRun run, Settings settings, Clock clock, Workers workers) {
        this.store = store;
        this.run = run;
        this.clock = clock;
        this.workers = workers;
        silence = longer(settings.lease(), BEAT.multipliedBy(3));
        workers.loop("imports", TOPIC, Duration.ofSeconds(1), this::work);
    }

    private boolean work() {
        if (!slots.tryAcquire()) {
            return false;
        }
        var now = clock.instant();
        var claimed = store.claim(now, now.minus(silence));
        if (claimed.isEmpty()) {
            slots.release();
            return false;
        }
        Thread.ofVirtual().name("import").start(() -> serve(claimed.get()));
        return true;
    }

    private void serve(Import claimed) {
        var progress = new ImportProgress();
        var beating = Thread.ofVirtual().start(() -> beat(claimed, progress));
        try {
            if (claimed.attempt() > MOST_ATTEMPTS) {
                throw new ImportFailed(
                        "The server ended %d times during the import. Begin it again when it runs."
                                .formatted(MOST_ATTEMPTS));
            }
            run.run(claimed, progress);
        } catch (ImportFailed failed) {
            end(claimed, failed.sentence());
        } catch (RuntimeException e) {
            log.warn("Import {} failed", claimed.id(), e);
            end(claimed, "Fairlead failed to store what came; nothing of it is kept. Try again.");
        } finally {
            beating.interrupt();
            slots.release();
        }
    }

    /** A server that stops leaves its imports to be begun anew, by itself or by another. */
    private void end(Import claimed, String why) {
        if (workers.isRunning()) {
            store.end(claimed, Import.State.FAILED, why.replace('\0', ' '), clock.instant());
        }
    }

    private void beat(Import claimed, ImportProgress progress) {
        try {
            while (store.beat(claimed, progress.words(), clock.instant())) {
                Thread.sleep(BEAT);
            }
            progress.stop();
        } catch (InterruptedException _) {
            // The import has ended.
        } catch (RuntimeException e) {
            log.warn("Import {} could not tell that it goes on", claimed.id(), e);
            progress.stop();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
