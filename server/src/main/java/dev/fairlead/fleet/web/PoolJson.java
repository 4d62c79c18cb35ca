package dev.fairlead.fleet.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.fleet.Pool;
import dev.fairlead.fleet.Pools;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool as scripts read it.
 *
 * @param projects the keys of those that may use it; none when all may
 * @param token for agents; only in the answer to the request that made it
 */
record PoolJson(
        String name,
        String description,
        List<String> projects,
        String url,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {
    static PoolJson of(Pools pools, Pool pool, @Nullable String token) {
        return new PoolJson(pool.name(), pool.description(), pools.keys(pool), pool.url(), token);
    }
}
