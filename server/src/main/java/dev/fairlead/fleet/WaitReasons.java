package dev.fairlead.fleet;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Tells in a sentence why nobody claims a job. */
@Component
class WaitReasons {
    private static final String AWAY = "away";
    private static final String NO_BUILDS = "runs no builds: ";

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
        var fit = able.stream().filter(agent -> agent.offers(job.labels())).toList();
        var taking = fit.stream().filter(Agent::takesJobs).toList();
        if (!taking.isEmpty()) {
            return turn(taking);
        }
        if (wanted != null) {
            return fit.isEmpty() && !able.isEmpty()
                    ? "agent %s of pool %s has no %s"
                            .formatted(wanted, job.pool(), AgentLabels.words(job.labels()))
                    : ofOne(wanted, job.pool(), able, now);
        }
        if (!able.isEmpty() && !job.labels().isEmpty()) {
            return labelled(job, able, fit, now);
        }
        if (able.isEmpty()) {
            return "no agent of pool %s has ever registered; start one with ./fairlead agent"
                    .formatted(job.pool());
        }
        var areAway = able.stream().allMatch(agent -> hindrance(agent).equals(AWAY));
        var verb = areAway ? "is online" : "takes jobs";
        return "no agent of pool %s %s; %s".formatted(job.pool(), verb, existing(able, now));
    }

    private static String labelled(Job job, List<Agent> able, List<Agent> fit, Instant now) {
        var offered = able.stream().flatMap(Agent::offers).distinct().sorted().toList();
        return "no agent with %s in pool %s; %s"
                .formatted(
                        AgentLabels.words(job.labels()),
                        job.pool(),
                        !fit.isEmpty()
                                ? existing(fit, now)
                                : offered.isEmpty()
                                        ? "its agents have none"
                                        : "its agents have " + String.join(", ", offered));
    }

    /** Nothing hinders it but that others are at work; empty when somebody is free. */
    private static String turn(List<Agent> taking) {
        var executors = taking.stream().mapToInt(Agent::executors).sum();
        return taking.stream().anyMatch(agent -> agent.running() < agent.executors())
                ? ""
                : "its turn comes when one of %d busy executors is free".formatted(executors);
    }

    private static String ofOne(String wanted, String pool, List<Agent> able, Instant now) {
        var who = "agent %s of pool %s ".formatted(wanted, pool);
        if (able.isEmpty()) {
            return who + "has never registered";
        }
        var hindrance = hindrance(able.getFirst());
        return who
                + (hindrance.equals(AWAY)
                        ? "is not online; last seen " + ago(able, now)
                        : hindrance.startsWith(NO_BUILDS) ? hindrance : "is " + hindrance);
    }

    /** What keeps an agent from claiming, an administrator's word before all. */
    private static String hindrance(Agent agent) {
        if (agent.state() != AgentState.ENABLED) {
            return agent.state().word();
        }
        return agent.online() ? NO_BUILDS + agent.noBuilds() : AWAY;
    }

    private static String existing(List<Agent> agents, Instant now) {
        var count = agents.size() + (agents.size() == 1 ? " exists, " : " exist, ");
        var kinds =
                agents.stream().collect(groupingBy(WaitReasons::hindrance, TreeMap::new, toList()));
        if (kinds.size() > 1) {
            return count
                    + kinds.entrySet().stream()
                            .map(kind -> kind.getValue().size() + " " + kind.getKey())
                            .collect(joining(", "));
        }
        var kind = kinds.firstKey();
        if (kind.equals(AWAY)) {
            return count + "last seen " + ago(agents, now);
        }
        return count
                + switch (agents.size()) {
                    case 1 -> "";
                    case 2 -> "both ";
                    default -> "all ";
                }
                + kind;
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
