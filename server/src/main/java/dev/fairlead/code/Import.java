package dev.fairlead.code;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to fill an empty repository from a URL.
 *
 * @param attempt how often it was begun; one that a server's end broke off begins anew
 * @param progress how far it is, in words
 * @param failure why it failed, in a sentence
 */
public record Import(
        long id,
        long repositoryId,
        long importer,
        String url,
        State state,
        int attempt,
        String progress,
        @Nullable String failure,
        Instant created,
        @Nullable Instant ended) {
    /** Waiting → running → done | failed | cancelled. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        public boolean isTerminal() {
            return switch (this) {
                case WAITING, RUNNING -> false;
                case DONE, FAILED, CANCELLED -> true;
            };
        }
    }
}
