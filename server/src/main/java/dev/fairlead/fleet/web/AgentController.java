package dev.fairlead.fleet.web;

import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.Leases;
import dev.fairlead.identity.AgentTokens;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.HeartbeatAnswer;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registered;
import dev.fairlead.protocol.Registration;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Agents come, claim and stay. */
@RestController
@RequestMapping("/agent/v1")
class AgentController {
    private static final int MOST_BYTES = 64 * 1024;

    private final Agents agents;
    private final Leases leases;
    private final Bodies bodies;

    AgentController(Agents agents, Leases leases, Bodies bodies) {
        this.agents = agents;
        this.leases = leases;
        this.bodies = bodies;
    }

    @PostMapping("/registrations")
    Registered register(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestAttribute(name = AgentTokens.AGENT, required = false) @Nullable Long agent,
            HttpServletRequest request)
            throws IOException {
        return agents.register(pool, agent, bodies.read(request, MOST_BYTES, Registration.class));
    }

    @PostMapping("/claims")
    ResponseEntity<Assignment> claim(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @RequestHeader(name = Protocol.LOAD, required = false) @Nullable Double load,
            @RequestParam int executor,
            @RequestParam long wait)
            throws InterruptedException {
        var holder = agents.holder(pool, session, load);
        return leases.claim(holder, executor, Duration.ofSeconds(Math.max(0, wait)))
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PostMapping("/jobs/{job}/heartbeats")
    HeartbeatAnswer heartbeat(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @RequestHeader(name = Protocol.LOAD, required = false) @Nullable Double load,
            @PathVariable long job,
            HttpServletRequest request)
            throws IOException, InterruptedException {
        var heartbeat = bodies.read(request, MOST_BYTES, Heartbeat.class);
        return leases.heartbeat(agents.holder(pool, session, load), job, heartbeat);
    }

    /** What was queued to follow a job that the agent holds, or 204. */
    @PostMapping("/jobs/{job}/next")
    ResponseEntity<Assignment> next(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @RequestParam long fence,
            @RequestParam int executor) {
        return leases.next(agents.holder(pool, session), job, fence, executor)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
