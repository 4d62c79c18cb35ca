package dev.fairlead.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to an address that a user named.
 *
 * @param url as {@link Outbound#url} takes it
 * @param body what is sent, in UTF-8; null for none
 * @param atMost the time from connecting to the last byte of the answer
 * @param mostBytes how long the answer's body may be
 */
public record Call(
        String method,
        URI url,
        Map<String, String> headers,
        @Nullable String body,
        Duration atMost,
        long mostBytes) {
    public Call {
        headers = Map.copyOf(headers);
    }
}
