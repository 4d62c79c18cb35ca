package dev.fairlead.build;

import dev.fairlead.code.Repository;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.plan.Occasion;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.StoredFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an agent gets to do for a build. A branch writes a cache of its own, which starts as a copy
 * of the protected one; only what was reviewed, released or merged, writes what a release will
 * read.
 */
final class BuildSpec {
    private BuildSpec() {}

    /**
     * @param reviewed whether a pull request's merge is built, or a release of one
     */
    static RunBuild of(
            Build build,
            Repository repository,
            JobPlan job,
            List<StoredFile> inputs,
            boolean reviewed) {
        var guarded = repository.id() + "/protected";
        return new RunBuild(
                job.work().steps(),
                occasion(build, repository).variables(job),
                job.work().checkout(),
                inputs,
                job.results(),
                new RunBuild.Caches(
                        reviewed ? guarded : repository.id() + "/branch/" + hash(build.branch()),
                        reviewed ? null : guarded,
                        job.work().caches()),
                job.surroundings(),
                RunBuild.Limits.ofMinutes(job.limits().minutes()));
    }

    private static Occasion occasion(Build build, Repository repository) {
        return new Occasion(
                Long.toString(build.id()),
                repository.toString(),
                build.branch(),
                build.commit(),
                build.version(),
                build.trigger().parameters());
    }

    /** Names of branches hold slashes and dots; a folder's name must not. */
    private static String hash(String branch) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest.digest(branch.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
