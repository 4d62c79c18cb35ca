package dev.fairlead.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an environment is: where its hosts are and how a release comes onto them. It lives here and
 * not in the repository that is deployed, or the author of a change would write what runs.
 *
 * @param after the environment that must have verified a release before it may come here
 * @param promoters the groups whose members may promote; empty leaves it to administrators
 */
public record Definition(
        Kind kind,
        int order,
        String repository,
        Promotion promotion,
        @Nullable String after,
        List<String> promoters,
        @Nullable Balancer balancer,
        List<Host> hosts,
        Rolling rolling,
        Steps steps,
        @Nullable Observe observe) {
    /** What an environment is for. */
    public enum Kind {
        RUSH,
        DEVELOPMENT,
        QA,
        STAGING,
        PRODUCTION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a release comes by itself or is promoted by a person. */
    public enum Promotion {
        AUTOMATIC,
        MANUAL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An HAProxy: the socket of its runtime API as the agent sees it, and the backend. */
    public record Balancer(String socket, String backend) {}

    /** A place that runs the software; server is its name in the balancer's backend. */
    public record Host(
            String name, String agent, String folder, String address, int port, String server) {}

    /** How many hosts are out of the pool at once, and how long their sessions may take to end. */
    public record Rolling(int batch, Duration drainTimeout) {}

    /** Command lines for {@code sh}; null for a step that there is not. */
    public record Steps(
            @Nullable String install,
            @Nullable String stop,
            @Nullable String start,
            @Nullable String verify) {}

    /** The installed file below a host's folder, and the path that answers the version. */
    public record Observe(@Nullable String file, @Nullable String versionPath) {}

    public Optional<Host> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    public @Nullable String observedFile() {
        return observe == null ? null : observe.file();
    }

    public boolean automatic() {
        return promotion == Promotion.AUTOMATIC;
    }
}
