package dev.fairlead.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is followed for: on a server a build, on a developer's machine a run.
 *
 * @param build the build's number
 * @param version what a release is to be; null for a branch
 */
public record Occasion(
        String build, String repository, String branch, String commit, @Nullable String version) {
    /** All that the steps of a job see besides what every sandbox shows. */
    public Map<String, String> variables(JobPlan job) {
        var variables = new LinkedHashMap<>(job.work().environment());
        variables.put("CI", "true");
        variables.put("FAIRLEAD_BUILD", build);
        variables.put("FAIRLEAD_JOB", job.name());
        variables.put("FAIRLEAD_REPOSITORY", repository);
        variables.put("FAIRLEAD_BRANCH", branch);
        variables.put("FAIRLEAD_COMMIT", commit);
        if (version != null) {
            variables.put("FAIRLEAD_VERSION", version);
        }
        return variables;
    }
}
