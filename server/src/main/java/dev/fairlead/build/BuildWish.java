package dev.fairlead.build;

import dev.fairlead.build.Build.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A build that is to be made.
 *
 * @param version what a release is to be; null for a branch
 * @param repeated whether it builds again what was built before
 * @param agent the one on which all its jobs are to run; null for any
 */
record BuildWish(
        Kind kind,
        String branch,
        String commit,
        @Nullable String version,
        boolean repeated,
        @Nullable String agent,
        Trigger trigger) {
    static BuildWish branch(String branch, String commit, Trigger trigger) {
        return new BuildWish(Kind.BRANCH, branch, commit, null, false, null, trigger);
    }

    static BuildWish again(Build build, @Nullable String agent, Trigger trigger) {
        return new BuildWish(
                build.kind(),
                build.branch(),
                build.commit(),
                build.version(),
                true,
                agent,
                trigger);
    }

    BuildWish with(Trigger begun) {
        return new BuildWish(kind, branch, commit, version, repeated, agent, begun);
    }
}
