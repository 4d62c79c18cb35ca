package dev.fairlead.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** What an API server said, short enough for a page. */
final class Said {
    private static final int LONGEST = 300;

    private Said() {}

    static String by(KubernetesClientException e) {
        var status = e.getStatus();
        var said = status != null && status.getMessage() != null ? status.getMessage() : root(e);
        var line = said.strip().lines().findFirst().orElse(said);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /** The client wraps what went wrong on the way. */
    private static String root(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
