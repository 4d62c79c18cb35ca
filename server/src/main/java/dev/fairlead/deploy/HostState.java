package dev.fairlead.deploy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host answered last; null for what could not be learned, and the notes say why.
 *
 * @param version of the bytes that lie there, when they were deployed from here
 * @param told the version that the running process tells
 * @param parked whether a deployment left it out of its pool
 */
public record HostState(
        String host,
        @Nullable String file,
        @Nullable String sha256,
        @Nullable String version,
        @Nullable String told,
        @Nullable Instant processStarted,
        List<String> notes,
        @Nullable Instant observed,
        boolean parked) {
    static HostState unknown(String host) {
        return new HostState(host, null, null, null, null, null, List.of(), null, false);
    }
}
