package dev.fairlead.fleet.web;

import dev.fairlead.fleet.Agent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An agent as scripts read it. */
record AgentJson(
        long id,
        String name,
        String pool,
        String state,
        boolean online,
        int running,
        int executors,
        @Nullable Double load,
        String version,
        String advice,
        List<String> labels,
        Map<String, String> tools,
        Map<String, String> facts,
        String noBuilds,
        Instant lastSeen,
        String url) {
    static AgentJson of(Agent agent) {
        return new AgentJson(
                agent.id(),
                agent.name(),
                agent.pool(),
                agent.state().word(),
                agent.online(),
                agent.running(),
                agent.executors(),
                agent.load(),
                agent.version(),
                agent.advice(),
                agent.labels(),
                agent.tools(),
                agent.facts(),
                agent.noBuilds(),
                agent.lastSeen(),
                agent.url());
    }
}
