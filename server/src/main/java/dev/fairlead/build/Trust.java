package dev.fairlead.build;

import dev.fairlead.code.Repository;
import dev.fairlead.code.ReviewedCode;
import dev.fairlead.plan.Event;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.vault.Purpose;
import dev.fairlead.vault.SecretGrants;
import dev.fairlead.vault.SecretUse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a build is trusted with: secrets, and the caches that releases read. */
@Component
class Trust {
    private final SecretGrants grants;
    private final ReviewedCode reviewed;

    Trust(SecretGrants grants, ReviewedCode reviewed) {
        this.grants = grants;
        this.reviewed = reviewed;
    }

    /** Whether it runs what was reviewed and nothing that a person gave it besides. */
    boolean isReviewed(Repository repository, Build build) {
        return build.kind() == Build.Kind.RELEASE
                || (build.branch().equals(repository.defaultBranch())
                        && build.trigger().event() != Event.MANUAL
                        && reviewed.isMerge(repository, build.commit()));
    }

    /** Why the job cannot run, in a sentence; a branch's always can, and gets none. */
    Optional<String> refusal(Repository repository, Build build, JobPlan job) {
        return grants.refusal(repository, use(build), job.work().secrets().values());
    }

    void give(Repository repository, Build build, JobPlan job, long given) {
        grants.give(repository, use(build), job.work().secrets(), given);
    }

    private static SecretUse use(Build build) {
        return new SecretUse(
                purpose(build), build.branch(), build.commit(), "build " + build.id(), build.url());
    }

    /** A build that a person began with values of their own is one of a branch, of whichever. */
    private static Purpose purpose(Build build) {
        return switch (build.kind()) {
            case RELEASE -> Purpose.RELEASE;
            case BRANCH ->
                    build.trigger().event() == Event.SCHEDULE ? Purpose.SCHEDULE : Purpose.BRANCH;
        };
    }
}
