package dev.fairlead.plan;

import java.util.List;

/**
 * What a fairlead.yml says: the jobs of each kind of build, in the order of the file. Where it has
 * only one of the two parts, that part serves for both.
 *
 * @param cancelsOlder whether a push ends older builds of its branch that are still queued
 */
public record Plan(
        List<JobPlan> build,
        List<JobPlan> release,
        List<Parameter> parameters,
        List<Schedule> schedules,
        boolean cancelsOlder) {
    /** The file that holds it, at the root of a repository. */
    public static final String FILE = "fairlead.yml";
}
