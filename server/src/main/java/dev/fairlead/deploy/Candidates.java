package dev.fairlead.deploy;

import dev.fairlead.issue.Projects;
import dev.fairlead.release.Release;
import dev.fairlead.release.ReleaseArtifact;
import dev.fairlead.release.Releases;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What could go to an environment next. */
@Component
public class Candidates {
    private static final int LATEST = 50;

    /** A release that stands at an environment's door, and since when. */
    public record Candidate(Release release, String sha256, Instant since) {}

    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final Environments known;
    private final Releases releases;
    private final Projects projects;

    Candidates(
            DeploymentStore deployments,
            EnvironmentStore environments,
            Environments known,
            Releases releases,
            Projects projects) {
        this.deployments = deployments;
        this.environments = environments;
        this.known = known;
        this.releases = releases;
        this.projects = projects;
    }

    /** The newest release that came through the environment before, unless it is here or coming. */
    public Optional<Candidate> of(Environment environment) {
        var now = deployments.lastVerified(environment.id()).map(Deployment::version).orElse("");
        return newest(environment)
                .filter(one -> Versions.compare(one.release().version(), now) > 0)
                .filter(one -> !isComing(environment, one.release()));
    }

    /** What was verified here before and is older than what runs: newest first. */
    public List<Deployment> before(Environment environment) {
        var now = deployments.lastVerified(environment.id()).map(Deployment::version).orElse("");
        return deployments.of(environment.id(), LATEST).stream()
                .filter(one -> one.state() == Deployment.State.VERIFIED)
                .filter(one -> Versions.compare(one.version(), now) < 0)
                .collect(Collectors.toMap(Deployment::version, one -> one, (a, _) -> a))
                .values()
                .stream()
                .sorted(Comparator.comparing(Deployment::version, Versions::compare).reversed())
                .limit(5)
                .toList();
    }

    private Optional<Candidate> newest(Environment environment) {
        var after = environment.definition().after();
        if (after != null) {
            return environments
                    .find(environment.projectId(), after)
                    .flatMap(before -> deployments.lastVerified(before.id()))
                    .map(this::verified);
        }
        return known.repository(environment)
                .flatMap(repository ->
                        releases.of(projects.get(environment.projectId()), LATEST).stream()
                                .filter(r -> r.repositoryId() == repository.id())
                                .filter(r -> r.state() == Release.State.RELEASED)
                                .findFirst())
                .flatMap(this::released);
    }

    private Candidate verified(Deployment before) {
        var since = before.finished() == null ? before.requested() : before.finished();
        return new Candidate(releases.get(before.releaseId()), before.sha256(), since);
    }

    /** Nothing for a release that has no bytes to install: nobody can promote it. */
    private Optional<Candidate> released(Release release) {
        var since = release.released() == null ? release.created() : release.released();
        return releases.artifacts(release.id()).stream()
                .filter(ReleaseArtifact::primary)
                .findFirst()
                .map(artifact -> new Candidate(release, artifact.sha256(), since));
    }

    private boolean isComing(Environment environment, Release release) {
        return deployments.ofRelease(release.id()).stream()
                .filter(one -> one.environmentId() == environment.id())
                .anyMatch(one -> !one.state().isTerminal());
    }
}
