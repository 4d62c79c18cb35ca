package dev.fairlead.build;

import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import java.util.List;

/** What a fairlead.yml says. Where it has only one of the two parts, that part serves for both. */
record Plan(Part build, Part release) {
    /** The file that holds it, at the root of a repository. */
    static final String FILE = "fairlead.yml";

    /**
     * The steps of one kind of build.
     *
     * @param tests globs of JUnit XML reports
     * @param artifacts globs of files to keep
     * @param timeoutMinutes for all steps together
     */
    record Part(List<Step> steps, List<String> tests, List<String> artifacts, int timeoutMinutes) {}

    Part partFor(Build.Kind kind) {
        return switch (kind) {
            case BRANCH -> build;
            case RELEASE -> release;
        };
    }
}
