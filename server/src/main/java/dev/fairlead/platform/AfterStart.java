package dev.fairlead.platform;

import java.time.Duration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives back what only the start needed: the serial collector lets go of memory when it goes
 * through all of it, and in a server with little to do that may be hours later. It takes a tenth of
 * a second, so not before the first page is answered.
 */
@Component
class AfterStart {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        Thread.ofVirtual().name("after the start").start(AfterStart::giveBack);
    }

    private static void giveBack() {
        try {
            Thread.sleep(PAUSE);
            System.gc();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
