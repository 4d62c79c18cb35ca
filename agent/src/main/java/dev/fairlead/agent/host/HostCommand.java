package dev.fairlead.agent.host;

import java.util.Map;

/**
 * A command line for {@code sh}, the step that it does, and what it sees.
 *
 * @param looks whether it only looks, so that it may be run again under the same fence
 */
record HostCommand(
        String step,
        String line,
        Map<String, String> environment,
        int timeoutSeconds,
        boolean looks) {
    /** One that changes the host. */
    HostCommand(String step, String line, Map<String, String> environment, int timeoutSeconds) {
        this(step, line, environment, timeoutSeconds, false);
    }

    /** What the wrapper is asked for. */
    String verb() {
        return looks ? "look" : "run";
    }
}
