package dev.fairlead.build;

import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One job of a plan, as one agent does it in one workspace; of a matrix, one cell.
 *
 * @param needs names of jobs that must pass before it, whose artifacts it finds in its workspace
 * @param when on which commits it runs
 * @param environment what its steps see besides Fairlead's own
 * @param tests globs of JUnit XML reports
 * @param artifacts globs of files to keep
 * @param timeoutMinutes for all steps together
 * @param retries how often it is tried again when it failed
 * @param network whether its steps reach the network
 * @param agents which may run it
 */
record JobPlan(
        String name,
        List<String> needs,
        Condition when,
        Map<String, String> environment,
        List<Step> steps,
        List<String> tests,
        List<String> artifacts,
        int timeoutMinutes,
        int retries,
        boolean network,
        AgentWish agents) {
    /** The name of the only job of a part that has no {@code jobs:}. */
    static final String ONLY = "build";

    /** The cell of its matrix that has these values. */
    JobPlan cell(Map<String, String> values) {
        var all = new LinkedHashMap<>(environment);
        all.putAll(values);
        return with(name + " (" + String.join(", ", values.values()) + ")", needs, all);
    }

    JobPlan needing(List<String> names) {
        return with(name, names, environment);
    }

    private JobPlan with(String called, List<String> needed, Map<String, String> variables) {
        return new JobPlan(
                called,
                needed,
                when,
                variables,
                steps,
                tests,
                artifacts,
                timeoutMinutes,
                retries,
                network,
                agents);
    }
}
