package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildReports;
import dev.fairlead.build.BuildResults;
import dev.fairlead.build.web.BuildPage.Broke;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.timeline.LineViews;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the page of a build shows. */
@Component
class BuildViews {
    private static final int TAIL = 300;
    private static final int LAST_LINES = 20;

    private final BuildReports reports;
    private final BuildLogs logs;
    private final Repositories repositories;
    private final Projects projects;
    private final Source source;
    private final Access access;
    private final Jobs jobs;
    private final Issues issues;
    private final Timeline timeline;

    BuildViews(
            BuildReports reports,
            BuildLogs logs,
            Repositories repositories,
            Projects projects,
            Source source,
            Access access,
            Jobs jobs,
            Issues issues,
            Timeline timeline) {
        this.reports = reports;
        this.logs = logs;
        this.repositories = repositories;
        this.projects = projects;
        this.source = source;
        this.access = access;
        this.jobs = jobs;
        this.issues = issues;
        this.timeline = timeline;
    }

    BuildPage page(User user, Build build) {
        var repository = repositories.get(build.repositoryId());
        var project = projects.get(repository.projectId());
        var results = reports.of(build);
        return new BuildPage(
                new Place(project.key(), project.name(), Section.BUILDS),
                repository,
                build,
                source.commit(repository, build.commit()),
                results,
                reports.attempts(build),
                build.state() == Build.State.FAILED ? broke(repository, build, results) : null,
                LogView.of(logs.part(build, null, -TAIL, TAIL)),
                waits(build),
                line(repository, build),
                access.may(user, project.id(), Role.WRITE));
    }

    private Broke broke(Repository repository, Build build, BuildResults results) {
        var green = reports.lastGreen(build);
        var since =
                green.map(last -> "green until " + last.id())
                        .orElse("no build of " + build.branch() + " was green before");
        var commits =
                green.map(last -> reports.commitsSince(repository, last, build)).orElse(List.of());
        var lines =
                results.failedTests().isEmpty()
                        ? logs.part(build, null, -LAST_LINES, LAST_LINES)
                        : new Jobs.LogPart(0, List.of(), 0, true);
        return new Broke(since, commits, LogView.of(lines));
    }

    private String waits(Build build) {
        var job = build.job();
        return build.state() == Build.State.QUEUED && job != null ? jobs.whyWaiting(job) : "";
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
