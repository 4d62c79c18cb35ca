package dev.fairlead.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The putting back of hosts that are healthy and were taken out of their pools.
 *
 * @param deployment what the hosts have to run to be healthy
 */
public record PoolReturn(
        long id,
        long environmentId,
        int environmentVersion,
        long deployment,
        long askedBy,
        Instant asked,
        @Nullable Instant finished,
        List<Host> hosts) {
    /** Checking → returned | refused. */
    public enum State {
        CHECKING,
        RETURNED,
        REFUSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One host; note says why it was refused. */
    public record Host(String name, StepName step, State state, String note) {
        public String words() {
            return switch (state) {
                case CHECKING -> step.word();
                case RETURNED -> "back in the pool";
                case REFUSED -> note;
            };
        }
    }

    public boolean open() {
        return finished == null;
    }
}
