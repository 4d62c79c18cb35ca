package dev.fairlead.deploy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an environment ran at an instant, as far as its hosts were asked.
 *
 * @param environment as it was defined then
 * @param verified the deployment that was verified there last; null for none
 * @param running the one that was under way; null for none
 */
public record Past(
        Instant at,
        Environment environment,
        @Nullable Deployment verified,
        @Nullable Deployment running,
        List<Host> hosts) {
    /** One of its hosts. */
    public record Host(String name, Seen seen) {}

    /** What is known of a host at an instant. */
    public sealed interface Seen {
        /** Looks before and after it answered this. */
        record Observed(HostSpan span) implements Seen {}

        /** Nobody looked since, and it is not known what came after. */
        record NotSince(HostSpan last) implements Seen {}

        /** The last look before it and the first after it; what it ran between is not known. */
        record Between(HostSpan last, HostSpan next) implements Seen {
            public boolean same() {
                return next.begin() == HostSpan.Begin.SEEN_AGAIN;
            }
        }

        /** It was asked for the first time later. */
        record OnlyLater(HostSpan first) implements Seen {}

        /** It never answered. */
        record Never() implements Seen {}

        /** The answer that holds for the instant beyond doubt; null for none. */
        default @Nullable HostAnswer answer() {
            return this instanceof Observed(HostSpan span) ? span.answer() : null;
        }
    }
}
