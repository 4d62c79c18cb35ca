package dev.fairlead.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a release's way to a host stands that nobody has promoted yet.
 *
 * @param definition the version of the environment's definition that it was asked by
 * @param job that brings it
 * @param note why it is not there; empty when it is, and when only its turn is awaited
 * @param ended when the host had it, or refused it; null before
 */
public record Prefetched(
        String host,
        int definition,
        String version,
        String sha256,
        long job,
        State state,
        String note,
        Instant asked,
        @Nullable Instant ended) {
    /** Where it is. */
    public enum State {
        /** A job is to bring it. */
        ASKED,
        /** It was there, whole, when the host was looked at last. */
        THERE,
        /** The host could not take it. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Prefetched with(String otherNote) {
        return new Prefetched(
                host, definition, version, sha256, job, state, otherNote, asked, ended);
    }

    /** Whether it tells of those bytes, and of the hosts as they are defined now. */
    boolean isOf(Environment environment, String wanted) {
        return definition == environment.version() && sha256.equals(wanted);
    }

    /** Whether it ended longer ago than an answer of its kind is believed. */
    boolean isOld(Duration there, Duration failed, Instant now) {
        return ended != null && ended.plus(state == State.THERE ? there : failed).isBefore(now);
    }
}
