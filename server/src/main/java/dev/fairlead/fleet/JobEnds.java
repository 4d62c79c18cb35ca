package dev.fairlead.fleet;

import dev.fairlead.protocol.Outcome;
import dev.fairlead.work.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The ways in which a job ends, each told to its listeners in the transaction that ends it. */
@Component
class JobEnds {
    private final JobStore jobs;
    private final Signals signals;
    private final ApplicationEventPublisher events;

    JobEnds(JobStore jobs, Signals signals, ApplicationEventPublisher events) {
        this.jobs = jobs;
        this.signals = signals;
        this.events = events;
    }

    /**
     * @param ageMillis how long ago
     * @param tookMillis how long before that it was begun; null where its agent does not say
     */
    void finished(
            long id,
            Outcome outcome,
            String outcomeSha256,
            long ageMillis,
            @Nullable Long tookMillis) {
        var job = end(id, JobState.FINISHED, outcomeSha256, ageMillis, tookMillis);
        events.publishEvent(new JobEvent.Finished(job, outcome));
    }

    void cancelled(long id, String why, String outcomeSha256) {
        withdrawQueued(id);
        var job = end(id, JobState.CANCELLED, outcomeSha256);
        events.publishEvent(new JobEvent.Cancelled(job, why));
    }

    /** What follows a job that led to nothing; those that follow later come first. */
    void withdrawFollowers(long id) {
        jobs.lockFollower(id)
                .ifPresent(row -> {
                    withdrawFollowers(row.job().id());
                    events.publishEvent(
                            new JobEvent.Withdrawn(end(row.job().id(), JobState.CANCELLED, "")));
                });
    }

    void lost(long id, String why) {
        withdrawQueued(id);
        var job = end(id, JobState.LOST, "");
        events.publishEvent(new JobEvent.Lost(job, why));
    }

    /** Nobody is left to ask for it; what was given with the job is lost by itself. */
    private void withdrawQueued(long id) {
        if (jobs.lockFollower(id).filter(one -> one.job().state() == JobState.QUEUED).isPresent()) {
            withdrawFollowers(id);
        }
    }

    private Job end(long id, JobState state, String outcomeSha256) {
        return end(id, state, outcomeSha256, 0, null);
    }

    private Job end(
            long id,
            JobState state,
            String outcomeSha256,
            long ageMillis,
            @Nullable Long tookMillis) {
        var job = jobs.end(id, state, outcomeSha256, ageMillis, tookMillis);
        signals.raise(Jobs.logTopic(id));
        return job;
    }
}
