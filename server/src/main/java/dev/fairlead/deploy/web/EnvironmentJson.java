package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.HostState;
import dev.fairlead.deploy.Prefetched;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is where in one environment.
 *
 * @param version what was verified there last; null before the first
 * @param deployment the latest one
 * @param prefetch what was brought to hosts before it was promoted; empty where nothing is
 */
record EnvironmentJson(
        String name,
        String kind,
        int order,
        String repository,
        String promotion,
        @Nullable String after,
        List<String> promoters,
        int definition,
        @Nullable String version,
        @Nullable Latest deployment,
        List<Host> hosts,
        List<Copy> prefetch,
        String url) {
    /** A deployment in short. */
    record Latest(long id, String version, String state, String note, String url) {
        static Latest of(Deployment deployment) {
            return new Latest(
                    deployment.id(),
                    deployment.version(),
                    deployment.state().word(),
                    deployment.note(),
                    deployment.url());
        }
    }

    /** What a host answered; null for what could not be learned, and the notes say why. */
    record Host(
            String name,
            @Nullable String version,
            @Nullable String sha256,
            @Nullable String file,
            @Nullable String told,
            @Nullable Instant processStarted,
            boolean parked,
            @Nullable Instant observed,
            List<String> notes) {
        static Host of(HostState state) {
            return new Host(
                    state.host(),
                    state.version() == null ? state.told() : state.version(),
                    state.sha256(),
                    state.file(),
                    state.told(),
                    state.processStarted(),
                    state.parked(),
                    state.observed(),
                    state.notes());
        }
    }

    /** The latest release that was brought to a host: asked, there or failed, and since when. */
    record Copy(
            String host, String version, String sha256, String state, String note, Instant since) {
        static Copy of(Prefetched one) {
            return new Copy(
                    one.host(),
                    one.version(),
                    one.sha256(),
                    one.state().word(),
                    one.note(),
                    one.ended() == null ? one.asked() : one.ended());
        }
    }

    static EnvironmentJson of(
            String projectKey,
            Environment environment,
            Optional<Deployment> verified,
            Optional<Deployment> latest,
            List<HostState> hosts,
            List<Prefetched> prefetch) {
        var definition = environment.definition();
        return new EnvironmentJson(
                environment.name(),
                definition.kind().word(),
                definition.order(),
                definition.repository(),
                definition.promotion().word(),
                definition.after(),
                definition.promoters(),
                environment.version(),
                verified.map(Deployment::version).orElse(null),
                latest.map(Latest::of).orElse(null),
                hosts.stream().map(Host::of).toList(),
                prefetch.stream().map(Copy::of).toList(),
                environment.url(projectKey));
    }
}
