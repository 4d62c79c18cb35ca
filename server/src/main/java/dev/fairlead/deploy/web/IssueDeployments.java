package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.release.Releases;
import dev.fairlead.web.IssueDetail;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The deployments of an issue's releases, in its REST answer. */
@Component
class IssueDeployments implements IssueDetail {
    /** One deployment. */
    record Entry(long id, String environment, String version, String state, String url) {}

    private final Releases releases;
    private final Deployments deployments;

    IssueDeployments(Releases releases, Deployments deployments) {
        this.releases = releases;
        this.deployments = deployments;
    }

    @Override
    public Map<String, ?> detail(String issueKey) {
        return Map.of("deployments", entries(issueKey));
    }

    private List<Entry> entries(String issueKey) {
        return releases.ofIssue(issueKey).stream()
                .flatMap(release -> deployments.ofRelease(release.id()).stream())
                .map(this::entry)
                .toList();
    }

    private Entry entry(Deployment deployment) {
        return new Entry(
                deployment.id(),
                deployments.environment(deployment).name(),
                deployment.version(),
                deployment.state().word(),
                deployment.url());
    }
}
