package dev.fairlead.deploy;

import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import dev.fairlead.protocol.JobSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Queues single jobs near the hosts of an environment, with the keys of the ways that they go. */
@Component
class HostJobs {
    private final Jobs jobs;
    private final StepSecrets secrets;

    HostJobs(Jobs jobs, StepSecrets secrets) {
        this.jobs = jobs;
        this.secrets = secrets;
    }

    /**
     * A job that runs no command and brings no bytes.
     *
     * @param agent the one that may run it; null for any of the pool
     */
    long queue(Environment environment, @Nullable String agent, int priority, JobSpec spec) {
        return queue(environment, agent, priority, spec, Provision.NOTHING);
    }

    /** A job that runs no command. */
    long queue(
            Environment environment,
            @Nullable String agent,
            int priority,
            JobSpec spec,
            Provision provision) {
        var job = jobs.queue(Jobs.DEPLOY_POOL, agent, priority, spec, provision);
        secrets.giveKeys(environment, spec, job);
        return job;
    }

    /** A job of a deployment, whose command is given what is granted to the environment. */
    long queue(
            Environment environment,
            Deployment deployment,
            @Nullable String agent,
            int priority,
            JobSpec spec) {
        var job = jobs.queue(Jobs.DEPLOY_POOL, agent, priority, spec, Provision.NOTHING);
        secrets.give(environment, deployment, spec, job);
        return job;
    }
}
