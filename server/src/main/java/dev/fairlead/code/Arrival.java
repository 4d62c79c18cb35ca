package dev.fairlead.code;

import java.time.Instant;
import java.util.List;

/**
 * The push that brought a commit.
 *
 * @param options what its client gave with {@code git push -o}: data, never an order
 */
public record Arrival(Instant at, List<String> options) {
    public Arrival {
        options = List.copyOf(options);
    }
}
