package dev.fairlead.release;

import dev.fairlead.build.Build;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import org.springframework.stereotype.Component;

/** The steps of a release, each one transaction: its commit, its build, its publication. */
@Component
class ReleaseSteps {
    private final ReleaseStore store;
    private final Repositories repositories;
    private final ReleaseCommits commits;
    private final ReleaseBuilds builds;
    private final Packing packing;
    private final Publication publication;

    ReleaseSteps(
            ReleaseStore store,
            Repositories repositories,
            ReleaseCommits commits,
            ReleaseBuilds builds,
            Packing packing,
            Publication publication) {
        this.store = store;
        this.repositories = repositories;
        this.commits = commits;
        this.builds = builds;
        this.packing = packing;
        this.publication = publication;
    }

    /** Takes the release one step further; false when it waits or has ended. */
    boolean step(long id) {
        var release = store.byId(id).orElseThrow();
        if (release.state() != Release.State.BUILDING) {
            return false;
        }
        var repository = repositories.get(release.repositoryId());
        var commit = release.commit();
        var build = release.build();
        if (commit == null) {
            commits.make(repository, release);
            return true;
        }
        if (build == null) {
            builds.queue(repository, id, commit);
            return true;
        }
        return end(repository, release, commit, builds.get(build));
    }

    void fail(long id, String why) {
        var release = store.byId(id).orElseThrow();
        publication.fail(repositories.get(release.repositoryId()), release, why);
    }

    private boolean end(Repository repository, Release release, String commit, Build build) {
        return switch (build.state()) {
            case QUEUED, RUNNING -> false;
            case PASSED -> {
                builds.contested(build)
                        .ifPresentOrElse(
                                name ->
                                        publication.fail(
                                                repository, release, contested(build, name)),
                                () -> publish(repository, release, commit, build));
                yield true;
            }
            case FAILED, CANCELLED, LOST -> {
                publication.fail(repository, release, ReleaseBuilds.whyFailed(build));
                yield true;
            }
        };
    }

    private void publish(Repository repository, Release release, String commit, Build build) {
        var poms = commits.poms(repository, commit);
        publication.publish(
                repository,
                release,
                packing.pack(builds.artifacts(build), poms, release.version()));
    }

    private static String contested(Build build, String name) {
        return "jobs of build %d keep different files under the name %s; a release holds one. Name them apart, or let one job keep it."
                .formatted(build.id(), name);
    }
}
