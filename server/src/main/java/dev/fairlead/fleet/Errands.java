package dev.fairlead.fleet;

import dev.fairlead.identity.Secrets;
import dev.fairlead.protocol.JobSpec;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Jobs that are each given to an agent of its own, which somebody starts for it. */
@Component
public class Errands {
    private final JobStore jobs;
    private final AgentStore agents;
    private final LostJobs lost;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    Errands(
            JobStore jobs,
            AgentStore agents,
            LostJobs lost,
            JsonMapper json,
            TransactionTemplate transaction) {
        this.jobs = jobs;
        this.agents = agents;
        this.lost = lost;
        this.json = json;
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

    /** What a job wants its agent to have. */
    public List<String> labels(long job) {
        return jobs.find(job).orElseThrow(() -> Jobs.noSuch(job)).job().labels();
    }

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

    /** What the errand's agent is to do; empty for what no agent of an errand can. */
    public Optional<JobSpec.RunBuild> build(long job) {
        return jobs.find(job)
                .map(row -> json.readValue(row.spec(), JobSpec.class))
                .filter(JobSpec.RunBuild.class::isInstance)
                .map(JobSpec.RunBuild.class::cast);
    }

    public boolean isQueued(long job) {
        return state(job) == JobState.QUEUED;
    }

    public boolean hasEnded(long job) {
        return state(job).isTerminal();
    }

    private JobState state(long job) {
        return jobs.find(job).orElseThrow(() -> Jobs.noSuch(job)).job().state();
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
