package dev.fairlead.build;

import dev.fairlead.code.Repository;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.vault.Purpose;
import dev.fairlead.vault.SecretGrants;
import dev.fairlead.vault.SecretUse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks the vault for the secrets that a plan's job names. */
@Component
class SecretNeeds {
    private final SecretGrants grants;

    SecretNeeds(SecretGrants grants) {
        this.grants = grants;
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
                switch (build.kind()) {
                    case BRANCH -> Purpose.BRANCH;
                    case RELEASE -> Purpose.RELEASE;
                },
                build.branch(),
                "build " + build.id(),
                build.url());
    }
}
