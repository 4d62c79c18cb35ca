package dev.fairlead.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one channel, with its latest attempt.
 *
 * @param requestId stays the same in every attempt, so that a receiver knows what it has seen
 * @param byHand sent because somebody pressed a button: at once, and only once
 * @param due when it is tried next; null when it has ended
 * @param sentTo the address of the latest attempt
 * @param answer the beginning of the body that came back
 * @param failure why there was no answer, in a sentence
 */
public record Delivery(
        long id,
        long channelId,
        UUID requestId,
        String event,
        String body,
        State state,
        boolean byHand,
        Instant made,
        @Nullable Instant due,
        int attempts,
        @Nullable Instant attempted,
        @Nullable String sentTo,
        @Nullable Integer status,
        @Nullable Duration took,
        @Nullable String answer,
        @Nullable String failure) {
    /** Owed → delivered | failed. */
    public enum State {
        OWED,
        DELIVERED,
        FAILED
    }
}
