package dev.fairlead.deploy;

import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the jobs of steps that are of no host. They run on one agent, in a folder that it keeps for
 * the environment: its fence and journal are as good there as a host's own.
 */
final class OwnSteps {
    private OwnSteps() {}

    /** Whether it is a hook that is of no host. */
    static boolean does(Step step) {
        return step.ofAll()
                && (step.name() == StepName.PLAY || Hooks.KEYS.containsValue(step.name()));
    }

    static RunHostStep of(
            Environment environment, Deployment deployment, Step step, Progress progress) {
        var variables = new TreeMap<>(environment.definition().variables());
        variables.putAll(told(environment, deployment));
        variables.put("FAIRLEAD_HOSTS", hosts(step, progress));
        if (step.batch() > 0) {
            variables.put("FAIRLEAD_BATCH", Integer.toString(step.batch()));
        }
        return new RunHostStep(
                step.name().word(),
                step.place(),
                folder(environment),
                Objects.requireNonNullElse(
                        environment.definition().hooks().commands().get(step.name()), ""),
                variables,
                null,
                StepSpecs.COMMAND_SECONDS);
    }

    /** What every command of a deployment is told. */
    static Map<String, String> told(Environment environment, Deployment deployment) {
        return Map.of(
                "FAIRLEAD_VERSION", deployment.version(),
                "FAIRLEAD_ENVIRONMENT", environment.name(),
                "FAIRLEAD_DEPLOYMENT", Long.toString(deployment.id()));
    }

    static ObserveHost question(Environment environment, Step step) {
        return new ObserveHost(step.place(), folder(environment), null, null, null, true);
    }

    /** The agents of all of them: Ansible's controller is another where they say so. */
    static Stream<String> agents(Definition definition) {
        var ansible = definition.ansible();
        return ansible == null
                ? Stream.of(agent(definition))
                : Stream.of(agent(definition), ansible.agent());
    }

    static String agent(Definition definition, Step step) {
        return step.name() == StepName.PLAY && definition.ansible() != null
                ? definition.ansible().agent()
                : agent(definition);
    }

    private static String agent(Definition definition) {
        var named = definition.hooks().runOn();
        return named == null ? definition.hosts().getFirst().agent() : named;
    }

    /** Below the agent's own work folder: no path that begins with / is. */
    private static String folder(Environment environment) {
        return "environments/" + environment.id();
    }

    private static String hosts(Step step, Progress progress) {
        return progress.latest().stream()
                .filter(one -> !one.ofAll() && one.batch() > 0)
                .filter(one -> step.batch() == 0 || one.batch() == step.batch())
                .map(Step::host)
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
