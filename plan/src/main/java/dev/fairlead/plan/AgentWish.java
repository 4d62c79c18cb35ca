package dev.fairlead.plan;

import dev.fairlead.protocol.PoolName;
import java.util.List;

/**
 * Which agents may run a job.
 *
 * @param pool the name of theirs
 * @param place where fairlead.yml names it; empty where it does not
 * @param labels what they must have, each a label or a tool
 */
public record AgentWish(String pool, String place, List<String> labels) {
    static final AgentWish ANY = new AgentWish(PoolName.BUILDS, "", List.of());

    /** Why the pool is refused, with the place that asks for it. */
    public String refused(String why) {
        return place.isEmpty() ? why : place + ": " + why;
    }
}
