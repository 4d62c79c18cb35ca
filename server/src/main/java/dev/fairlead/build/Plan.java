package dev.fairlead.build;

import java.util.List;

/**
 * What a fairlead.yml says: the jobs of each kind of build, in the order of the file. Where it has
 * only one of the two parts, that part serves for both.
 */
record Plan(List<JobPlan> build, List<JobPlan> release) {
    /** The file that holds it, at the root of a repository. */
    static final String FILE = "fairlead.yml";

    List<JobPlan> jobsFor(Build.Kind kind) {
        return switch (kind) {
            case BRANCH -> build;
            case RELEASE -> release;
        };
    }
}
