package dev.fairlead.deploy;

import dev.fairlead.protocol.Check;
import java.time.Duration;
import java.util.List;

/**
 * What has to hold of what runs, besides that it is the release: on each host before it gets
 * requests again, and of all of it at the end.
 */
public record Verification(Part hosts, Part end) {
    public static final Verification NONE = new Verification(Part.NONE, Part.NONE);

    Part of(StepName step) {
        return step == StepName.SETTLE ? end : hosts;
    }

    /**
     * Checks, and for how long they have to hold without one failure once they do.
     *
     * @param checks an address of a host's own begins with a slash, and its own port is 0
     */
    public record Part(List<Check> checks, Duration soak) {
        public static final Part NONE = new Part(List.of(), Duration.ZERO);

        boolean isEmpty() {
            return checks.isEmpty();
        }
    }
}
