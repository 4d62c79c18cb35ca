package dev.fairlead.fleet;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Secrets;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Registered;
import dev.fairlead.protocol.Registration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The agents that ever registered. */
@Component
public class Agents {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MOST_EXECUTORS = 64;
    private static final int MOST_FACTS = 32;
    private static final int LONGEST_FACT = 500;
    private static final int LONGEST_REASON = 1_000;
    private static final double MOST_LOAD = 100_000;

    private final AgentStore agents;
    private final Identities identities;
    private final JobStore jobs;
    private final LostJobs lost;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Agents(
            AgentStore agents,
            Identities identities,
            JobStore jobs,
            LostJobs lost,
            Audit audit,
            TransactionTemplate transaction) {
        this.agents = agents;
        this.identities = identities;
        this.jobs = jobs;
        this.lost = lost;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Every agent that was not removed, by pool and name. */
    public List<Agent> all() {
        return agents.all();
    }

    /**
     * One of them, or one that was removed.
     *
     * @throws Problem 404 when there never was such an agent
     */
    public Agent get(long id) {
        return agents.find(id).orElseThrow(() -> noSuch(id));
    }

    static Problem noSuch(long id) {
        return Problem.notFound("There is no agent %d.".formatted(id));
    }

    /** What it runs now, by executor. */
    public List<AgentJob> running(long id) {
        return jobs.runningOn(id);
    }

    /** What it ran, newest first, below an id of a job (exclusive). */
    public List<AgentJob> ran(long id, long before, int limit) {
        return jobs.ranOn(id, before, limit);
    }

    /** Takes an agent in that comes with its pool's token. */
    public Registered register(String pool, Registration registration) {
        return register(pool, null, registration);
    }

    /**
     * Takes an agent in, ends the session of an earlier process of its name, and gives up the jobs
     * which that process held and this one does not.
     *
     * @param id of the agent whose identity it carries; null for the token of the pool
     */
    public Registered register(String pool, @Nullable Long id, Registration registration) {
        check(registration);
        var session = Secrets.random();
        transaction.executeWithoutResult(_ -> {
            var identity =
                    id == null
                            ? identities.byPoolToken(pool, registration)
                            : identities.byIdentity(id, registration);
            var agent = agents.register(pool, registration, identity, Secrets.sha256(session));
            giveUp(agent, registration);
            audit.record(
                    agent.actor(),
                    "agent.registered",
                    pool + "/" + agent.name(),
                    Map.of(
                            "version", registration.version(),
                            "executors", registration.executors()));
        });
        var known = id != null || registration.identity() != null;
        return new Registered(session, pool, known, Versions.advice(registration.version()));
    }

    /**
     * Who speaks.
     *
     * @throws Problem 409 when the session is not that of a registered agent of the pool
     */
    public Holder holder(String pool, String session) {
        return holder(pool, session, null);
    }

    /**
     * Who speaks, and under which load.
     *
     * @param load of its machine; null or negative where it does not say
     */
    public Holder holder(String pool, String session, @Nullable Double load) {
        var known = load != null && load >= 0 && load < MOST_LOAD ? load : null;
        return agents.bySession(pool, Secrets.sha256(session), known)
                .orElseThrow(() ->
                        Problem.conflict(
                                "This session has ended: the agent was registered again by"
                                        + " another process. Two agents of a pool need two"
                                        + " names."));
    }

    private void giveUp(Holder agent, Registration registration) {
        var held = new HashSet<>(registration.holding());
        for (var job : jobs.heldBy(agent.agent())) {
            if (!held.contains(new Registration.Held(job.id(), job.fence()))) {
                lost.lose(job.id(), "agent " + agent.name() + " was started again without it");
            }
        }
    }

    private static void check(Registration registration) {
        Versions.check(registration);
        if (!NAME.matcher(registration.name()).matches()) {
            throw Problem.invalid(
                    "name",
                    "An agent's name is 1 to 64 letters, digits, dots, dashes and underscores and"
                            + " begins with a letter or digit.");
        }
        if (registration.executors() < 1 || registration.executors() > MOST_EXECUTORS) {
            throw Problem.invalid(
                    "executors",
                    "An agent has 1 to %d executors, not %d."
                            .formatted(MOST_EXECUTORS, registration.executors()));
        }
        if (registration.noBuilds().length() > LONGEST_REASON) {
            throw Problem.invalid(
                    "noBuilds",
                    "An agent says in at most %d characters why it runs no builds."
                            .formatted(LONGEST_REASON));
        }
        AgentLabels.check(registration.labels());
        checkWords(registration, registration.facts());
        checkWords(registration, registration.tools());
    }

    private static void checkWords(Registration registration, Map<String, String> facts) {
        if (facts.size() > MOST_FACTS
                || facts.entrySet().stream()
                        .anyMatch(f -> f.getKey().length() + f.getValue().length() > LONGEST_FACT)
                || registration.version().length() > LONGEST_FACT) {
            throw Problem.invalid(
                    "facts",
                    "An agent says at most %d facts of %d characters."
                            .formatted(MOST_FACTS, LONGEST_FACT));
        }
    }
}
