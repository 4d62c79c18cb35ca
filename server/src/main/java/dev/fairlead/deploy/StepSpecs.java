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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the job of a step out of the environment and the release: values, nothing else. */
final class StepSpecs {
    static final int COMMAND_SECONDS = 300;
    private static final int READY_SECONDS = 30;

    private StepSpecs() {}

    static JobSpec of(
            Environment environment, Deployment deployment, Step step, Progress progress) {
        return OwnSteps.does(step)
                ? OwnSteps.of(environment, deployment, step, progress)
                : of(environment, deployment, host(environment.definition(), step), step, progress);
    }

    private static JobSpec of(
            Environment environment,
            Deployment deployment,
            Host host,
            Step step,
            Progress progress) {
        var definition = environment.definition();
        var steps = definition.steps();
        var variables = variables(environment, deployment, host);
        return switch (step.name()) {
            case PREFLIGHT -> Preflight.of(definition, deployment, host);
            case FETCH -> fetch(host, Target.of(deployment));
            case TASK -> TaskSpecs.of(definition.tasks().get(step.part()), host, variables);
            case STOP -> work(definition, deployment, host, step.name(), steps.stop(), variables);
            case INSTALL ->
                    work(definition, deployment, host, step.name(), steps.install(), variables);
            case START -> work(definition, deployment, host, step.name(), steps.start(), variables);
            case VERIFY ->
                    progress.isAsItWas(host.name())
                            ? CheckSpecs.ofServing(definition, host)
                            : verify(environment, deployment, host);
            case BEFORE_HOST, AFTER_HOST ->
                    command(
                            deployment,
                            host,
                            step.name(),
                            definition.hooks().commands().get(step.name()),
                            variables,
                            List.of());
            case DRAIN -> move(definition, host, MoveServer.To.DRAIN, progress.mayBeOut(step));
            case BACK -> move(definition, host, MoveServer.To.READY, progress.mayBeOut(step));
            case SETTLE -> CheckSpecs.ofAll(environment, deployment, host);
            case OBSERVE ->
                    question(definition, host, deployment.sha256(), false)
                            .expecting(Judgement.expectation(deployment, definition));
            case CONFIRM -> question(definition, host, deployment.sha256(), false);
            case BEFORE_DEPLOYMENT, PLAY, BEFORE_BATCH, AFTER_BATCH, AFTER_DEPLOYMENT ->
                    throw new IllegalStateException("This is a bug: no host does " + step.name());
        };
    }

    private static JobSpec verify(Environment environment, Deployment deployment, Host host) {
        var definition = environment.definition();
        return definition.verification().hosts().isEmpty()
                ? work(
                        definition,
                        deployment,
                        host,
                        StepName.VERIFY,
                        definition.steps().verify(),
                        variables(environment, deployment, host))
                : CheckSpecs.ofHost(environment, deployment, host);
    }

    /** What puts a host back outside of a turn: it is looked at, asked, and given requests. */
    static JobSpec ofReturn(
            Environment environment, Deployment deployment, Host host, StepName step) {
        var definition = environment.definition();
        return switch (step) {
            case VERIFY -> verify(environment, deployment, host);
            case OBSERVE -> question(definition, host, deployment.sha256(), false);
            case BACK -> move(definition, host, MoveServer.To.READY, definition.hosts().size());
            default -> throw new IllegalStateException("This is a bug: no return has " + step);
        };
    }

    /** The agent that does a step. */
    static String agent(Definition definition, Step step) {
        return OwnSteps.does(step)
                ? OwnSteps.agent(definition, step)
                : host(definition, step).agent();
    }

    /** Asks what became of a step, and bars whatever was queued before. */
    static ObserveHost question(Environment environment, Step step) {
        var definition = environment.definition();
        var question =
                OwnSteps.does(step)
                        ? OwnSteps.question(environment, step)
                        : question(definition, host(definition, step), null, true);
        return question.about(step.fence());
    }

    /** What is of no host is done where the first one is. */
    private static Host host(Definition definition, Step step) {
        if (step.ofAll()) {
            return definition.hosts().getFirst();
        }
        return definition
                .host(step.host())
                .orElseThrow(
                        () -> new IllegalStateException("This is a bug: no host " + step.host()));
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

    /** Brings the bytes, and runs nothing. */
    static RunHostStep fetch(Host host, Target target) {
        return new RunHostStep(
                StepName.FETCH.word(),
                host.name(),
                host.folder(),
                "",
                Map.of(),
                new RunHostStep.Artifact(target.artifact(), target.sha256(), target.size()),
                COMMAND_SECONDS,
                List.of());
    }

    /** A command on a host that is out of its pools, and stays out while it runs. */
    private static RunHostStep work(
            Definition definition,
            Deployment deployment,
            Host host,
            StepName step,
            @Nullable String command,
            Map<String, String> variables) {
        return command(deployment, host, step, command, variables, definition.seats(host));
    }

    private static RunHostStep command(
            Deployment deployment,
            Host host,
            StepName step,
            @Nullable String command,
            Map<String, String> variables,
            List<Seat> keepOut) {
        return new RunHostStep(
                step.word(),
                host.name(),
                host.folder(),
                Objects.requireNonNullElse(command, ""),
                variables,
                step == StepName.INSTALL
                        ? new RunHostStep.Artifact(
                                deployment.artifact(), deployment.sha256(), deployment.size())
                        : null,
                COMMAND_SECONDS,
                keepOut);
    }

    /**
     * The environment's variables, then the host's, then ours, whose names are reserved. The
     * artifact's place is the agent's to fill; it is where the first step fetched it to.
     */
    static Map<String, String> variables(
            Environment environment, Deployment deployment, Host host) {
        var variables = new TreeMap<>(environment.definition().variables());
        variables.putAll(host.variables());
        variables.putAll(OwnSteps.told(environment, deployment));
        variables.put("FAIRLEAD_ARTIFACT", place(deployment, host));
        variables.put("FAIRLEAD_HOST", host.name());
        variables.put("FAIRLEAD_FOLDER", host.folder());
        variables.put("FAIRLEAD_ADDRESS", host.address());
        variables.put("FAIRLEAD_PORT", Integer.toString(host.port()));
        return variables;
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
        return move(definition, host, MoveServer.To.OUT, definition.hosts().size());
    }

    private static MoveServer move(
            Definition definition, Host host, MoveServer.To to, int mayBeOut) {
        var drain = definition.drain();
        return new MoveServer(
                host.name(),
                definition.seats(host),
                to,
                mayBeOut,
                to == MoveServer.To.DRAIN ? (int) drain.timeout().toSeconds() : READY_SECONDS,
                drain.then());
    }

    static String authority(Host host) {
        var address = host.address().contains(":") ? "[" + host.address() + "]" : host.address();
        return address + ":" + host.port();
    }
}
