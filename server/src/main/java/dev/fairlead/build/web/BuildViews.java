package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildJob;
import dev.fairlead.build.BuildReports;
import dev.fairlead.build.Builds;
import dev.fairlead.build.Retention;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.timeline.LineViews;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the page of a build shows. */
@Component
class BuildViews {
    private static final int TAIL = 300;

    private final Builds builds;
    private final BuildReports reports;
    private final Retention retention;
    private final BuildLogs logs;
    private final WhatBroke broke;
    private final Repositories repositories;
    private final Projects projects;
    private final Source source;
    private final Access access;
    private final Jobs fleet;
    private final Issues issues;
    private final Timeline timeline;

    BuildViews(
            Builds builds,
            BuildReports reports,
            Retention retention,
            BuildLogs logs,
            WhatBroke broke,
            Repositories repositories,
            Projects projects,
            Source source,
            Access access,
            Jobs fleet,
            Issues issues,
            Timeline timeline) {
        this.builds = builds;
        this.reports = reports;
        this.retention = retention;
        this.logs = logs;
        this.broke = broke;
        this.repositories = repositories;
        this.projects = projects;
        this.source = source;
        this.access = access;
        this.fleet = fleet;
        this.issues = issues;
        this.timeline = timeline;
    }

    /** What a page of the build shows now. */
    String seen(Build build) {
        return BuildPage.seen(build, reports.jobs(build));
    }

    BuildPage page(User user, Build build, @Nullable Integer chosen) {
        var jobs = reports.jobs(build);
        var shown = shown(build, jobs, chosen);
        var repository = repositories.get(build.repositoryId());
        var project = projects.get(repository.projectId());
        var results = reports.of(build);
        return new BuildPage(
                new Place(project.key(), project.name(), Section.BUILDS),
                repository,
                build,
                source.commit(repository, build.commit()),
                results,
                reports.coverage(repository, build).orElse(null),
                jobs,
                shown,
                reports.attempts(build),
                build.state() == Build.State.FAILED
                        ? broke.of(repository, build, jobs, results)
                        : null,
                reports.previous(build).map(Build::id).orElse(null),
                retention.expiry(build).orElse(null),
                builds.agents(),
                logs.part(build, which(shown), -TAIL, TAIL),
                waits(shown),
                surroundings(shown),
                line(repository, build),
                access.may(user, project.id(), Role.WRITE));
    }

    /** The one asked for; else what broke, what runs, what comes next, in this order. */
    private static @Nullable BuildJob shown(
            Build build, List<BuildJob> jobs, @Nullable Integer chosen) {
        if (chosen != null) {
            return jobs.stream()
                    .filter(one -> one.position() == chosen)
                    .findAny()
                    .orElseThrow(() ->
                            Problem.notFound(
                                    "Build %d has no job %d.".formatted(build.id(), chosen)));
        }
        return jobs.stream().min(Comparator.comparingInt(BuildViews::rank)).orElse(null);
    }

    private static int rank(BuildJob job) {
        return switch (job.state()) {
            case FAILED -> 0;
            case LOST -> 1;
            case RUNNING -> 2;
            case QUEUED -> 3;
            case PASSED, CANCELLED -> 4;
            case WAITING, MANUAL -> 5;
            case SKIPPED -> 6;
        };
    }

    private static BuildLogs.Which which(@Nullable BuildJob job) {
        return new BuildLogs.Which(job == null ? null : job.position(), null);
    }

    private String waits(@Nullable BuildJob job) {
        if (job == null) {
            return "";
        }
        var given = job.job();
        return job.state() == BuildJob.State.QUEUED && given != null ? fleet.whyWaiting(given) : "";
    }

    private @Nullable Surroundings surroundings(@Nullable BuildJob job) {
        var given = job == null ? null : job.job();
        return given == null ? null : Surroundings.of(fleet.spec(given), fleet.factsOfAgent(given));
    }

    /** The first issue of this project that the branch names. */
    private @Nullable LineView line(Repository repository, Build build) {
        return issues.byKeys(Issues.keysIn(build.branch())).values().stream()
                .filter(issue -> issue.projectId() == repository.projectId())
                .findFirst()
                .map(issue -> LineViews.of(issue.key(), timeline.line(issue.key())))
                .orElse(null);
    }
}
