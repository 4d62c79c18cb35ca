package dev.fairlead.fleet;

import dev.fairlead.identity.Secrets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs that are each given to an agent of its own, which somebody starts for it. */
@Component
public class Errands {
    private final JobStore jobs;
    private final AgentStore agents;
    private final LostJobs lost;
    private final TransactionTemplate transaction;

    Errands(JobStore jobs, AgentStore agents, LostJobs lost, TransactionTemplate transaction) {
        this.jobs = jobs;
        this.agents = agents;
        this.lost = lost;
        this.transaction = transaction;
    }

    /**
     * One of them.
     *
     * @param agent the name that its agent must have
     * @param identity the token that its agent must carry; kept nowhere but as a digest
     * @param labels what the job wants its agent to have
     */
    public record Errand(long job, String agent, String identity, List<String> labels) {}

    /** Takes a queued job of the pool, in the current transaction; empty when none waits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Errand> next(String pool, String prefix) {
        return jobs.forErrand(pool)
                .map(job -> {
                    var errand =
                            new Errand(job.id(), prefix + job.id(), Secrets.random(), job.labels());
                    jobs.want(job.id(), errand.agent());
                    agents.expect(pool, errand, Secrets.sha256(errand.identity()));
                    return errand;
                });
    }

    /** Ends a job whose agent never came; whoever queued it may queue another. */
    public void giveUp(long job, String why) {
        transaction.executeWithoutResult(_ -> lost.neverBegan(job, why));
    }

    /** The job has ended, and nobody carries its agent's identity any more. */
    public void end(String pool, String agent) {
        agents.forgetErrand(pool, agent);
    }
}
