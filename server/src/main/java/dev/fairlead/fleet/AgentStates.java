package dev.fairlead.fleet;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What administrators decide about agents. */
@Component
public class AgentStates {
    private final AgentStore agents;
    private final JobStore jobs;
    private final LostJobs lost;
    private final Access access;
    private final Audit audit;
    private final Signals signals;

    AgentStates(
            AgentStore agents,
            JobStore jobs,
            LostJobs lost,
            Access access,
            Audit audit,
            Signals signals) {
        this.agents = agents;
        this.jobs = jobs;
        this.lost = lost;
        this.access = access;
        this.audit = audit;
        this.signals = signals;
    }

    /**
     * Moves an agent to a state; the one it is in already changes nothing.
     *
     * @throws Problem 409 for an agent that was removed
     */
    @Transactional
    public Agent move(User by, long id, AgentState to) {
        access.requireAdministrator(by);
        var was = agents.lockState(id).orElseThrow(() -> Agents.noSuch(id));
        if (was == to) {
            return agents.find(id).orElseThrow();
        }
        if (was == AgentState.REMOVED) {
            throw Problem.conflict(
                    "This agent was removed. It comes back when it is started with its pool's"
                            + " token and without the identity in its work folder.");
        }
        agents.move(id, to);
        var agent = agents.find(id).orElseThrow();
        if (to.isGivingUpItsJobs()) {
            var why = "agent %s was %s by %s".formatted(agent.name(), to.word(), by.name());
            jobs.heldBy(id).forEach(job -> lost.lose(job.id(), why));
        }
        audit.record(
                by.actor(),
                "agent." + to.word(),
                agent.pool() + "/" + agent.name(),
                Map.of("was", was.word(), "running", agent.running()));
        signals.raise(Jobs.queueTopic(agent.pool()));
        return agent;
    }
}
