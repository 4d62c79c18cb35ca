package dev.fairlead.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells in a sentence why nobody claims a job. */
@Component
class WaitReasons {
    private final AgentStore agents;

    WaitReasons(AgentStore agents) {
        this.agents = agents;
    }

    String of(Job job) {
        var pool = agents.all().stream().filter(a -> a.pool().equals(job.pool())).toList();
        return reason(job, pool, Instant.now());
    }

    static String reason(Job job, List<Agent> pool, Instant now) {
        var wanted = job.wantedAgent();
        var able =
                wanted == null
                        ? pool
                        : pool.stream().filter(agent -> agent.name().equals(wanted)).toList();
        if (able.stream().anyMatch(Agent::takesJobs)) {
            return "";
        }
        var online = able.stream().filter(Agent::online).findFirst();
        if (online.isPresent()) {
            return "agent %s of pool %s runs no builds: %s"
                    .formatted(online.get().name(), job.pool(), online.get().noBuilds());
        }
        if (wanted != null) {
            return able.isEmpty()
                    ? "agent %s of pool %s has never registered".formatted(wanted, job.pool())
                    : "agent %s of pool %s is not online; last seen %s"
                            .formatted(wanted, job.pool(), ago(able, now));
        }
        return able.isEmpty()
                ? "no agent of pool %s has ever registered; start one with ./fairlead agent"
                        .formatted(job.pool())
                : "no agent of pool %s is online; %d exist%s, last seen %s"
                        .formatted(
                                job.pool(),
                                able.size(),
                                able.size() == 1 ? "s" : "",
                                ago(able, now));
    }

    private static String ago(List<Agent> agents, Instant now) {
        var last =
                agents.stream().map(Agent::lastSeen).max(Comparator.naturalOrder()).orElseThrow();
        var silence = Duration.between(last, now);
        if (silence.toMinutes() < 1) {
            return Math.max(0, silence.toSeconds()) + " s ago";
        }
        if (silence.toHours() < 1) {
            return silence.toMinutes() + " min ago";
        }
        return silence.toDays() < 1 ? silence.toHours() + " h ago" : silence.toDays() + " d ago";
    }
}
