package dev.fairlead.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is followed for: on a server a build, on a developer's machine a run.
 *
 * @param build the build's number
 * @param version what a release is to be; null for a branch
 * @param parameters the values of all that the plan has
 */
public record Occasion(
        String build,
        String repository,
        String branch,
        String commit,
        @Nullable String version,
        Map<String, String> parameters) {
    /**
     * All that the steps of a job see besides what every sandbox shows. Who gives a parameter means
     * it, whatever a job says of the variable.
     */
    public Map<String, String> variables(JobPlan job) {
        var variables = new LinkedHashMap<>(job.work().environment());
        variables.putAll(parameters);
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
