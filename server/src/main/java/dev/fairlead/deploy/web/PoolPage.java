package dev.fairlead.deploy.web;

import dev.fairlead.deploy.OutOfPool;
import dev.fairlead.deploy.PoolReturn;
import dev.fairlead.web.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is out of the pool in some environments of a project.
 *
 * @param one the name of the only environment that is asked about; null for all of them
 */
public record PoolPage(Place place, @Nullable String one, List<Part> parts) {
    public String title() {
        return one == null ? "Out of the pool" : "Out of the pool in " + one;
    }

    /** Whether it is the page of one environment that has a pool. */
    public boolean isOfOne() {
        return one != null && !parts.isEmpty();
    }

    /**
     * One environment.
     *
     * @param latest the putting back of hosts that was asked for last; null for none
     * @param askedBy who asked for it; empty for none
     * @param mayReturn whether the one who looks may ask for it now
     */
    public record Part(
            OutOfPool.Of pool,
            String url,
            @Nullable PoolReturn latest,
            String askedBy,
            boolean mayReturn) {
        public String name() {
            return pool.environment().name();
        }

        /** The address of its own page. */
        public String balancers() {
            return url + "/balancers";
        }

        public static String look(PoolReturn.State state) {
            return switch (state) {
                case CHECKING -> "running";
                case RETURNED -> "passed";
                case REFUSED -> "failed";
            };
        }

        public static String look(OutOfPool.Out out) {
            if (out.standsBy()) {
                return "waiting";
            }
            return out.serves() ? "failed" : "blocked";
        }
    }
}
