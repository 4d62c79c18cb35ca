package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;
import dev.fairlead.release.Release;
import dev.fairlead.release.ReleaseArtifact;
import java.util.List;

/** The bytes of a release that a deployment installs. */
record Target(long releaseId, String version, String artifact, String sha256, long size) {
    /** The same bytes again. */
    static Target of(Deployment deployment) {
        return new Target(
                deployment.releaseId(),
                deployment.version(),
                deployment.artifact(),
                deployment.sha256(),
                deployment.size());
    }

    static Target of(Release release, List<ReleaseArtifact> artifacts) {
        return artifacts.stream()
                .filter(ReleaseArtifact::primary)
                .findFirst()
                .map(a ->
                        new Target(release.id(), release.version(), a.name(), a.sha256(), a.size()))
                .orElseThrow(() ->
                        Problem.conflict(
                                release.version()
                                        + " has no artifact to install. Name one in"
                                        + " fairlead.yml (release.artifacts)."));
    }
}
