package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.HostState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One environment.
 *
 * @param version what was verified there last; null before the first
 * @param open the deployment under way or waiting; null for none
 * @param waiting the release that stands at its door; null for none
 */
public record EnvironmentCard(
        Environment environment,
        String url,
        @Nullable String version,
        @Nullable Deployment open,
        @Nullable Deployment latest,
        @Nullable String waiting,
        List<HostState> hosts) {
    /** The state of the look, and its words. */
    public String look() {
        return latest == null ? "waiting" : DeploymentPage.look(latest.state());
    }

    public String words() {
        if (latest == null) {
            return "nothing deployed yet";
        }
        return latest.state() == Deployment.State.VERIFIED
                ? "verified"
                : latest.version() + " " + latest.state().word();
    }

    public long agreeing() {
        return hosts.stream()
                .filter(host -> version != null && version.equals(host.version()))
                .count();
    }
}
