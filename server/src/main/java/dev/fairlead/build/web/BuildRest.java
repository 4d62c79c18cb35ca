package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildReports;
import dev.fairlead.build.Builds;
import dev.fairlead.build.ManualJobs;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.web.AwaitedEnd;
import dev.fairlead.web.Listing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Builds for scripts. */
@RestController
@RequestMapping("/api/v1")
class BuildRest {
    private final Builds builds;
    private final ManualJobs manual;
    private final BuildReports reports;
    private final Repositories repositories;
    private final AwaitedEnd ended;

    BuildRest(
            Builds builds,
            ManualJobs manual,
            BuildReports reports,
            Repositories repositories,
            AwaitedEnd ended) {
        this.builds = builds;
        this.manual = manual;
        this.reports = reports;
        this.repositories = repositories;
        this.ended = ended;
    }

    /** Newest first; {@code before} is a build's number and comes with {@code next}. */
    @GetMapping("/projects/{project}/repositories/{slug}/builds")
    Listing<BuildJson> list(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestParam @Nullable String branch,
            @RequestParam @Nullable String commit,
            @RequestParam(defaultValue = "9223372036854775807") long before) {
        var repository = repositories.require(user, project, slug, Role.READ);
        var found = builds.list(List.of(repository), branch, commit, before, Listing.PAGE + 1);
        var page = found.stream().limit(Listing.PAGE).toList();
        var next =
                found.size() > page.size()
                        ? "/api/v1/projects/%s/repositories/%s/builds?before=%d%s%s"
                                .formatted(
                                        project,
                                        slug,
                                        page.getLast().id(),
                                        parameter("branch", branch),
                                        parameter("commit", commit))
                        : null;
        return new Listing<>(
                page.stream().map(build -> BuildJson.brief(repository, build)).toList(), next);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null
                ? ""
                : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * A build; with {@code wait} as soon as it has ended, and after so many seconds, 60 at most, as
     * it is then.
     */
    @GetMapping("/builds/{id}")
    BuildJson get(User user, @PathVariable long id, @RequestParam(defaultValue = "0") long wait)
            throws InterruptedException {
        return whole(
                ended.of(
                        builds.require(user, id, Role.READ),
                        wait,
                        build -> build.state().isTerminal(),
                        Builds.topic(id),
                        () -> builds.get(id)));
    }

    /** On the agent named, or on any. */
    @PostMapping("/builds/{id}/again")
    @ResponseStatus(HttpStatus.CREATED)
    BuildJson again(User user, @PathVariable long id, @RequestParam @Nullable String agent) {
        return whole(builds.again(user, builds.require(user, id, Role.WRITE), agent));
    }

    /** Values for parameters of the plan, by name. */
    record Run(Map<String, String> parameters) {
        Run {
            parameters = parameters == null ? Map.of() : parameters;
        }
    }

    /** By hand, with other values for parameters. */
    @PostMapping("/builds/{id}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    BuildJson run(User user, @PathVariable long id, @RequestBody Run run) {
        var build = builds.require(user, id, Role.WRITE);
        return whole(builds.run(user, build, run.parameters()));
    }

    /** Begins a job that waits for a person. */
    @PostMapping("/builds/{id}/jobs/{position}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BuildJson start(User user, @PathVariable long id, @PathVariable int position) {
        manual.start(user, builds.require(user, id, Role.WRITE), position);
        return whole(builds.get(id));
    }

    /** Asks for its end; a running build is cancelled once its agent has stopped it. */
    @PostMapping("/builds/{id}/cancellation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BuildJson cancel(User user, @PathVariable long id) {
        builds.cancel(user, builds.require(user, id, Role.WRITE));
        return whole(builds.get(id));
    }

    private BuildJson whole(Build build) {
        var repository = repositories.get(build.repositoryId());
        return BuildJson.whole(
                repository,
                build,
                reports.jobs(build),
                reports.of(build),
                reports.coverage(repository, build).orElse(null),
                reports.attempts(build));
    }
}
