package dev.fairlead.build;

import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import dev.fairlead.plan.PlanParser;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the plan that a commit carries. */
@Component
class PlanReader {
    private final Source source;

    PlanReader(Source source) {
        this.source = source;
    }

    /** The plan at a commit; empty where it has no fairlead.yml. */
    Optional<Plan> at(Repository repository, String commit) {
        return file(repository, commit, Plan.FILE)
                .map(file -> PlanParser.parse(file, path -> file(repository, commit, path)));
    }

    /** The jobs of a plan for one kind of build. */
    static List<JobPlan> jobs(Plan plan, Build.Kind kind) {
        return switch (kind) {
            case BRANCH -> plan.build();
            case RELEASE -> plan.release();
        };
    }

    private Optional<byte[]> file(Repository repository, String commit, String path) {
        try {
            return source.file(repository, commit, path, PlanParser.MAX_BYTES);
        } catch (Problem tooLarge) {
            throw new PlanError(path, tooLarge.detail());
        }
    }
}
