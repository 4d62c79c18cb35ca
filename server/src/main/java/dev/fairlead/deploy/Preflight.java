package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.protocol.JobSpec.TryHost;
import dev.fairlead.protocol.JobSpec.TryHost.Needs;
import dev.fairlead.protocol.Outcome.HostTried;
import dev.fairlead.protocol.Outcome.HostTried.Check;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every host must have before anything is brought to it or drained.
 *
 * @param freeMegabytes where its folder lies; 0 for three times the artifact
 * @param java the version that must be in its path, or a later one; 0 for none
 */
public record Preflight(int freeMegabytes, int java) {
    /** The artifact on the shelf, the copy that is installed, and one to spare. */
    private static final int COPIES = 3;

    private static final int MEGABYTE = 1 << 20;

    /** Null where the definition asks for none. */
    static @Nullable Preflight read(Fields fields) {
        var given = fields.optionalObject("preflight", Set.of("freeMegabytes", "java"));
        return given == null
                ? null
                : new Preflight(
                        given.number("freeMegabytes", 0, 100_000_000, 0),
                        given.number("java", 0, 200, 0));
    }

    static TryHost of(Definition definition, Deployment deployment, Host host) {
        var preflight = Objects.requireNonNull(definition.preflight());
        return new TryHost(
                host.name(),
                host.folder(),
                host.address(),
                host.port(),
                List.of(),
                Reaches.of(definition, host),
                preflight.needs(deployment.size()));
    }

    Needs needs(long artifactSize) {
        var usual = Math.ceilDiv(artifactSize * COPIES, MEGABYTE);
        return new Needs(freeMegabytes > 0 ? freeMegabytes : usual, java);
    }

    /** All that a host lacks, in sentences; empty when it has everything. */
    static String lacking(String host, HostTried tried) {
        return tried.failure().isEmpty()
                ? tried.checks().stream()
                        .filter(check -> !check.passed())
                        .map(Check::sentence)
                        .map(sentence -> host + ": " + sentence)
                        .collect(Collectors.joining(" "))
                : tried.failure();
    }
}
