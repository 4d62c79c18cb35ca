package dev.fairlead.notify.web;

import dev.fairlead.deploy.RunningReleases;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.notify.DeploymentCounts;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What monitoring scrapes: the server's own figures, and what runs where of the projects that the
 * caller may read. A token with the role read is enough, and one of a project shows that alone.
 */
@RestController
class MetricsRest {
    private static final String OPEN_METRICS =
            "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final RunningReleases releases;
    private final DeploymentCounts counts;
    private final Projects projects;

    MetricsRest(
            PrometheusMeterRegistry registry,
            RunningReleases releases,
            DeploymentCounts counts,
            Projects projects) {
        this.registry = registry;
        this.releases = releases;
        this.counts = counts;
        this.projects = projects;
    }

    @GetMapping(path = "/metrics", produces = OPEN_METRICS)
    String scrape(User user) {
        Map<Long, String> keys =
                projects.visibleTo(user).stream()
                        .collect(Collectors.toMap(Project::id, Project::key));
        var own = registry.scrape(OPEN_METRICS);
        return own.substring(0, own.lastIndexOf(OpenMetrics.END))
                + OpenMetrics.releases(releases.of(keys.keySet()), keys)
                + OpenMetrics.deployments(counts.of(keys.keySet()), keys)
                + OpenMetrics.END;
    }
}
