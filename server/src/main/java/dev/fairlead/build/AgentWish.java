package dev.fairlead.build;

import java.util.List;

/**
 * Which agents may run a job.
 *
 * @param labels what they must have, each a label or a tool
 */
record AgentWish(List<String> labels) {
    static final AgentWish ANY = new AgentWish(List.of());
}
