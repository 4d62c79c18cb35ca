package dev.fairlead.cluster;

import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is asked for: a Job whose pod runs the agent once, and the Secret with the agent's
 * identity. A first container lays the agent and its identity into folders of the pod; the second
 * one, of the build's own image, runs it from there, deletes the identity and does the job. So the
 * image needs nothing of ours, and the build sees no credential.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/job/">Jobs</a>
 */
final class Manifest {
    /** The label by which all that is ours is found; its value is the pool. */
    static final String POOL = "fairlead.dev/pool";

    static final String FROM_IMAGE = "/opt/fairlead";
    private static final String AGENT = "/fairlead";
    private static final String WORK = "/work";
    private static final String CREDENTIAL = "/credential";

    /** Beside what the steps may take: fetching the image, the sources, the artifacts. */
    private static final int SPARE_SECONDS = 30 * 60;

    private static final int SERVICE_SECONDS = 120;

    /** The agent's own JVM. */
    private static final int AGENT_MEGABYTES = 160;

    private Manifest() {}

    /** The name of a run's Job and of its Secret. */
    static String name(Run run) {
        return "fairlead-" + run.agent();
    }

    static Job job(Cluster cluster, Run run, RunBuild build, List<String> labels) {
        var ours = Map.of(POOL, cluster.pool());
        return new JobBuilder()
                .withNewMetadata()
                .withName(name(run))
                .withLabels(ours)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds((long) build.limits().timeoutSeconds() + SPARE_SECONDS)
                .withTtlSecondsAfterFinished(600)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(ours)
                .endMetadata()
                .withSpec(pod(cluster, run, build, labels))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Goes with its Job. */
    static Secret secret(Run run, Job owner, String identity) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name(run))
                .withLabels(owner.getMetadata().getLabels())
                .withOwnerReferences(
                        new OwnerReferenceBuilder()
                                .withApiVersion("batch/v1")
                                .withKind("Job")
                                .withName(owner.getMetadata().getName())
                                .withUid(owner.getMetadata().getUid())
                                .build())
                .endMetadata()
                .withStringData(Map.of("identity", identity + "\n"))
                .build();
    }

    private static PodSpec pod(Cluster cluster, Run run, RunBuild build, List<String> labels) {
        var place = build.surroundings().place();
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNodeSelector(place == null ? Map.of() : place.nodes())
                .withInitContainers(
                        new ContainerBuilder()
                                .withName("agent")
                                .withImage(cluster.image())
                                .withCommand(
                                        "sh",
                                        "-c",
                                        "cp -a %s/. %s/ && cp %s/identity %s/identity"
                                                .formatted(FROM_IMAGE, AGENT, CREDENTIAL, WORK))
                                .withVolumeMounts(
                                        mount("fairlead", AGENT),
                                        mount("work", WORK),
                                        mount("credential", CREDENTIAL))
                                .withSecurityContext(confined())
                                .build())
                .addAllToInitContainers(
                        build.surroundings().services().stream().map(Manifest::sidecar).toList())
                .withContainers(
                        new ContainerBuilder()
                                .withName("build")
                                .withImage(image(cluster, build))
                                .withCommand(command(cluster, run, build, labels))
                                .withEnv(new EnvVar("HOME", WORK, null))
                                .withVolumeMounts(mount("fairlead", AGENT), mount("work", WORK))
                                .withNewResources()
                                .withRequests(asked(build))
                                .withLimits(limits(build))
                                .endResources()
                                .withSecurityContext(confined())
                                .build())
                .withVolumes(
                        new VolumeBuilder()
                                .withName("fairlead")
                                .withNewEmptyDir()
                                .endEmptyDir()
                                .build(),
                        new VolumeBuilder()
                                .withName("work")
                                .withNewEmptyDir()
                                .withSizeLimit(megabytes(build.surroundings().bounds().disk()))
                                .endEmptyDir()
                                .build(),
                        new VolumeBuilder()
                                .withName("credential")
                                .withNewSecret()
                                .withSecretName(name(run))
                                .endSecret()
                                .build())
                .build();
    }

    /**
     * A container that the others wait for and that ends with them.
     *
     * @see <a
     *     href="https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/">Sidecars</a>
     */
    private static Container sidecar(RunBuild.Service service) {
        return new ContainerBuilder()
                .withName("service-" + service.name())
                .withImage(service.image())
                .withRestartPolicy("Always")
                .withEnv(
                        service.environment().entrySet().stream()
                                .map(one -> new EnvVar(one.getKey(), one.getValue(), null))
                                .toList())
                .withStartupProbe(probe(service))
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .endSecurityContext()
                .build();
    }

    /** As patient as agents with containers are. */
    private static Probe probe(RunBuild.Service service) {
        var probe = new ProbeBuilder().withPeriodSeconds(1).withFailureThreshold(SERVICE_SECONDS);
        return service.ready() == null
                ? probe.withNewTcpSocket().withNewPort(service.port()).endTcpSocket().build()
                : probe.withNewExec().withCommand("sh", "-c", service.ready()).endExec().build();
    }

    private static String image(Cluster cluster, RunBuild build) {
        var wanted = build.surroundings().image();
        return wanted == null ? cluster.image() : wanted;
    }

    /** The agent image brings a Java of its own. */
    private static List<String> command(
            Cluster cluster, Run run, RunBuild build, List<String> labels) {
        var bounds = build.surroundings().bounds();
        var command =
                new ArrayList<>(
                        List.of(
                                AGENT + "/jre/bin/java",
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                AGENT + "/lib/*",
                                "dev.fairlead.agent.AgentCommand",
                                "--once",
                                "--isolation",
                                "pod",
                                "--url",
                                cluster.server(),
                                "--name",
                                run.agent(),
                                "--work",
                                WORK,
                                "--executors",
                                "1"));
        option(command, "--memory", bounds.memory());
        option(command, "--processes", bounds.processes());
        option(command, "--disk", bounds.disk());
        labels.stream()
                .filter(label -> !label.equals(Labels.CONTAINERS))
                .forEach(label -> command.addAll(List.of("--label", label)));
        return command;
    }

    private static void option(List<String> command, String name, int value) {
        if (value > 0) {
            command.addAll(List.of(name, Integer.toString(value)));
        }
    }

    private static Map<String, Quantity> asked(RunBuild build) {
        var asked = new TreeMap<>(limits(build));
        var place = build.surroundings().place();
        if (place != null && !place.cpu().isEmpty()) {
            asked.put("cpu", new Quantity(place.cpu()));
        }
        return asked;
    }

    private static Map<String, Quantity> limits(RunBuild build) {
        var memory = build.surroundings().bounds().memory();
        var quantity = megabytes(memory == 0 ? 0 : memory + AGENT_MEGABYTES);
        return quantity == null ? Map.of() : Map.of("memory", quantity);
    }

    private static @Nullable Quantity megabytes(int number) {
        return number == 0 ? null : new Quantity(number + "Mi");
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    /** A build may be root in its image, but gains nothing by it. */
    private static SecurityContext confined() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }
}
