package dev.fairlead.code;

import org.jspecify.annotations.Nullable;

/** How far a running import is, for the thread that tells it; and how that thread stops it. */
final class ImportProgress {
    private @Nullable PackProgress pack;
    private boolean stopped;

    synchronized void receiving(PackProgress started) {
        pack = started;
        if (stopped) {
            started.stop();
        }
    }

    synchronized String words() {
        return pack == null ? "Asking the other server what it has" : pack.words();
    }

    synchronized void stop() {
        stopped = true;
        if (pack != null) {
            pack.stop();
        }
    }
}
