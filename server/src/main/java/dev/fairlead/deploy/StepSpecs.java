package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Seat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the job of a step out of the environment and the release: values, nothing else. */
final class StepSpecs {
    private static final int COMMAND_SECONDS = 300;
    private static final int READY_SECONDS = 30;

    private StepSpecs() {}

    static JobSpec of(Environment environment, Deployment deployment, Host host, StepName step) {
        var definition = environment.definition();
        var steps = definition.steps();
        return switch (step) {
            case FETCH -> command(deployment, host, step, "", List.of());
            case STOP -> work(definition, deployment, host, step, steps.stop());
            case INSTALL -> work(definition, deployment, host, step, steps.install());
            case START -> work(definition, deployment, host, step, steps.start());
            case VERIFY ->
                    definition.verification().hosts().isEmpty()
                            ? work(definition, deployment, host, step, steps.verify())
                            : CheckSpecs.ofHost(environment, deployment, host);
            case DRAIN -> move(definition, host, MoveServer.To.DRAIN);
            case BACK -> move(definition, host, MoveServer.To.READY);
            case SETTLE -> CheckSpecs.ofAll(environment, deployment, host);
            case OBSERVE, CONFIRM -> question(definition, host, deployment.sha256(), false);
        };
    }

    /** The three questions. Barring makes the host refuse whatever was queued before. */
    static ObserveHost question(
            Definition definition, Host host, @Nullable String sha256, boolean bar) {
        var observe = definition.observe();
        var path = observe == null ? null : observe.versionPath();
        return new ObserveHost(
                host.name(),
                host.folder(),
                definition.observedFile(),
                sha256,
                path == null ? null : "http://" + authority(host) + path,
                bar);
    }

    /** A command on a host that is out of its pools, and stays out while it runs. */
    private static RunHostStep work(
            Definition definition,
            Deployment deployment,
            Host host,
            StepName step,
            @Nullable String command) {
        return command(deployment, host, step, command, definition.seats(host));
    }

    private static RunHostStep command(
            Deployment deployment,
            Host host,
            StepName step,
            @Nullable String command,
            List<Seat> keepOut) {
        var brings = step == StepName.FETCH || step == StepName.INSTALL;
        return new RunHostStep(
                step.word(),
                host.name(),
                host.folder(),
                Objects.requireNonNullElse(command, ""),
                variables(deployment, host),
                brings
                        ? new RunHostStep.Artifact(
                                deployment.artifact(), deployment.sha256(), deployment.size())
                        : null,
                COMMAND_SECONDS,
                keepOut);
    }

    /** The artifact's place is the agent's to fill; it is where the first step fetched it to. */
    static Map<String, String> variables(Deployment deployment, Host host) {
        return Map.of(
                "FAIRLEAD_VERSION", deployment.version(),
                "FAIRLEAD_ARTIFACT", place(deployment, host),
                "FAIRLEAD_HOST", host.name(),
                "FAIRLEAD_FOLDER", host.folder(),
                "FAIRLEAD_ADDRESS", host.address(),
                "FAIRLEAD_PORT", Integer.toString(host.port()));
    }

    private static String place(Deployment deployment, Host host) {
        return String.join(
                "/",
                host.folder(),
                ".fairlead",
                "artifacts",
                deployment.sha256(),
                deployment.artifact());
    }

    /** Out at once, of a host that was out already. */
    static MoveServer out(Definition definition, Host host) {
        return move(definition, host, MoveServer.To.OUT);
    }

    private static MoveServer move(Definition definition, Host host, MoveServer.To to) {
        var drain = definition.drain();
        return new MoveServer(
                host.name(),
                definition.seats(host),
                to,
                definition.rolling().batch(),
                to == MoveServer.To.DRAIN ? (int) drain.timeout().toSeconds() : READY_SECONDS,
                drain.then());
    }

    static String authority(Host host) {
        var address = host.address().contains(":") ? "[" + host.address() + "]" : host.address();
        return address + ":" + host.port();
    }
}
