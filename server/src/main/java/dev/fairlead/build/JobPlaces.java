package dev.fairlead.build;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repository;
import dev.fairlead.fleet.PoolRules;
import dev.fairlead.plan.JobPlan;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks the fleet whether a project's job may run in the pool that its plan names. */
@Component
class JobPlaces {
    private final PoolRules pools;
    private final Audit audit;

    JobPlaces(PoolRules pools, Audit audit) {
        this.pools = pools;
        this.audit = audit;
    }

    /** Why not, in a sentence that is recorded; empty where it may. */
    Optional<String> refusal(Repository repository, Build build, JobPlan job) {
        var why = pools.refusal(job.agents().pool(), repository.projectId());
        if (why.isEmpty()) {
            return Optional.empty();
        }
        var sentence = job.agents().refused(why);
        audit.record(
                Actor.FAIRLEAD,
                "build.pool-refused",
                "build " + build.id(),
                Map.of("repository", repository.toString(), "job", job.name(), "why", sentence));
        return Optional.of(sentence);
    }
}
