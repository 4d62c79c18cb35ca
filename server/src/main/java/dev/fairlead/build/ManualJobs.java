package dev.fairlead.build;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The jobs of builds that begin when a person says so. */
@Component
public class ManualJobs {
    private final BuildStore builds;
    private final BuildJobStore jobs;
    private final BuildSteward steward;
    private final BuildNews news;
    private final Retention retention;
    private final Repositories repositories;
    private final Audit audit;

    ManualJobs(
            BuildStore builds,
            BuildJobStore jobs,
            BuildSteward steward,
            BuildNews news,
            Retention retention,
            Repositories repositories,
            Audit audit) {
        this.builds = builds;
        this.jobs = jobs;
        this.steward = steward;
        this.news = news;
        this.retention = retention;
        this.repositories = repositories;
        this.audit = audit;
    }

    /** Begins a job that waits for a person; its build may have ended before. */
    @Transactional
    public void start(User by, Build build, int position) {
        var locked = builds.lock(build.id());
        var job =
                jobs.of(build.id()).stream()
                        .filter(one -> one.position() == position)
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.notFound(
                                        "Build %d has no job %d.".formatted(build.id(), position)));
        if (job.state() != BuildJob.State.MANUAL) {
            throw Problem.conflict(
                    "Job %s does not wait for a person: it is %s."
                            .formatted(job.name(), job.state().name().toLowerCase(Locale.ROOT)));
        }
        if (retention.expiry(build).isPresent()) {
            throw Problem.conflict(
                    "The files of build %d are not kept any more. Run the build again."
                            .formatted(build.id()));
        }
        var repository = repositories.get(build.repositoryId());
        jobs.begunBy(job, by.name());
        steward.begin(repository, locked, job);
        news.begun(repository, locked, job.name(), by.name());
        audit.record(
                by.actor(),
                "build.job-started",
                "build " + build.id(),
                Map.of("repository", repository.toString(), "job", job.name()));
    }
}
