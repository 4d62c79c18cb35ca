package dev.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Cluster CLUSTER =
            new Cluster(
                    "k8s",
                    "https://10.0.0.1:6443",
                    "fairlead",
                    "agents/fairlead:1",
                    "https://fairlead.example.org",
                    null,
                    20,
                    "");
    private static final Run RUN = new Run(7, "k8s", "pod-7", new byte[0], false, "");

    @Test
    void runsInThePlansImageWithWhatThePlanAsksFor() {
        var place = new RunBuild.Place("1500m", Map.of("disktype", "ssd"));
        var bounds = new Bounds(512, 0, 2048);
        var pod = pod(new RunBuild.Surroundings(true, bounds, "maven:3", List.of(), place));
        var build = pod.getContainers().getFirst();

        assertThat(pod.getNodeSelector()).containsEntry("disktype", "ssd");
        assertThat(build.getImage()).isEqualTo("maven:3");
        assertThat(build.getResources().getRequests())
                .containsEntry("cpu", new Quantity("1500m"))
                .containsEntry("memory", new Quantity("672Mi"));
        assertThat(build.getResources().getLimits())
                .containsExactly(Map.entry("memory", new Quantity("672Mi")));
        assertThat(build.getCommand())
                .contains("--once", "--label", "arm64")
                .containsSequence("--memory", "512")
                .containsSequence("--url", "https://fairlead.example.org");
        assertThat(pod.getVolumes())
                .anySatisfy(volume ->
                        assertThat(volume.getEmptyDir().getSizeLimit())
                                .isEqualTo(new Quantity("2048Mi")));
    }

    @Test
    void runsInTheAgentsImageWhereThePlanNamesNone() {
        var build = pod(RunBuild.Surroundings.USUAL).getContainers().getFirst();

        assertThat(build.getImage()).isEqualTo("agents/fairlead:1");
        assertThat(build.getResources().getLimits()).isEmpty();
    }

    @Test
    void startsServicesBesideTheBuildAndWaitsForThem() {
        var service =
                new RunBuild.Service(
                        "db",
                        "postgres:17",
                        Map.of("POSTGRES_PASSWORD", "test"),
                        5432,
                        "pg_isready",
                        List.of("/var/lib/backups"));
        var around =
                new RunBuild.Surroundings(true, Bounds.OF_AGENT, "maven:3", List.of(service), null);

        var sidecar = pod(around).getInitContainers().getLast();

        assertThat(sidecar.getName()).isEqualTo("service-db");
        assertThat(sidecar.getRestartPolicy()).isEqualTo("Always");
        assertThat(sidecar.getStartupProbe().getExec().getCommand())
                .containsExactly("sh", "-c", "pg_isready");
        assertThat(mounts(sidecar)).isEmpty();
    }

    @Test
    void showsTheBuildNoCredentialAndGivesItNoPower() {
        var pod = pod(RunBuild.Surroundings.USUAL);
        var build = pod.getContainers().getFirst();

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(mounts(pod.getInitContainers().getFirst())).contains("credential");
        assertThat(mounts(build)).containsExactly("fairlead", "work");
        assertThat(build.getEnv()).noneMatch(variable -> variable.getName().contains("TOKEN"));
        assertThat(build.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(build.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    private static List<String> mounts(Container container) {
        return container.getVolumeMounts().stream().map(VolumeMount::getName).toList();
    }

    private static PodSpec pod(RunBuild.Surroundings surroundings) {
        var build =
                new RunBuild(
                        List.of(new RunBuild.Step("make", "make")),
                        Map.of(),
                        RunBuild.Checkout.ARCHIVE,
                        List.of(),
                        RunBuild.Results.NONE,
                        new RunBuild.Caches("1/branch/x", null),
                        surroundings,
                        new RunBuild.Limits(60, 1_000));
        var job = Manifest.job(CLUSTER, RUN, build, List.of("arm64"));
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        return job.getSpec().getTemplate().getSpec();
    }
}
