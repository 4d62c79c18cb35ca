package dev.fairlead.cluster;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One API server, spoken to with the cluster's token and nothing of this machine's own. */
final class Kubernetes implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 10_000;

    private final KubernetesClient client;
    private final Cluster cluster;
    private @Nullable Watch watch;

    Kubernetes(Cluster cluster, String token) {
        this.cluster = cluster;
        client = new KubernetesClientBuilder().withConfig(config(cluster, token)).build();
    }

    private static Config config(Cluster cluster, String token) {
        var certificate = cluster.certificate();
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.api())
                .withNamespace(cluster.namespace())
                .withOauthToken(token)
                .withCaCertData(
                        certificate == null
                                ? null
                                : Base64.getEncoder()
                                        .encodeToString(
                                                certificate.getBytes(StandardCharsets.UTF_8)))
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(ANSWER_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    /**
     * What a Job has come to.
     *
     * @param failed why it has failed; empty while it has not
     * @param trouble what keeps its pod from starting; empty for nothing
     */
    record Seen(String failed, String trouble) {}

    /**
     * Looks as a pool looks, and changes nothing; what the token may create shows with the first
     * job.
     *
     * @throws KubernetesClientException where that is refused
     */
    void check() {
        client.batch().v1().jobs().withLabel(Manifest.POOL, cluster.pool()).list();
        client.pods().withLabel(Manifest.POOL, cluster.pool()).list();
    }

    /** Asks for a run; what is there already stays as it is. */
    void create(Job job, Run run, String identity) {
        Job made;
        try {
            made = client.batch().v1().jobs().resource(job).create();
        } catch (KubernetesClientException e) {
            made = existing(e, job);
        }
        try {
            client.secrets().resource(Manifest.secret(run, made, identity)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private Job existing(KubernetesClientException refusal, Job job) {
        if (refusal.getCode() != HttpURLConnection.HTTP_CONFLICT) {
            throw refusal;
        }
        return Optional.ofNullable(
                        client.batch().v1().jobs().withName(job.getMetadata().getName()).get())
                .orElseThrow(() -> refusal);
    }

    /** All of this pool's Jobs, by name. */
    Map<String, Seen> look() {
        var pods = new HashMap<String, String>();
        for (var pod : client.pods().withLabel(Manifest.POOL, cluster.pool()).list().getItems()) {
            var job = pod.getMetadata().getLabels().get("job-name");
            if (job != null) {
                pods.put(job, trouble(pod));
            }
        }
        var seen = new HashMap<String, Seen>();
        for (var job :
                client.batch()
                        .v1()
                        .jobs()
                        .withLabel(Manifest.POOL, cluster.pool())
                        .list()
                        .getItems()) {
            var name = job.getMetadata().getName();
            seen.put(name, new Seen(failure(job), pods.getOrDefault(name, "")));
        }
        return seen;
    }

    /** Removes a Job and its pod; one that is not there is as good as removed. */
    void delete(String name) {
        client.batch()
                .v1()
                .jobs()
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .withGracePeriod(0)
                .delete();
        client.secrets().withName(name).delete();
    }

    /** Has somebody told of each change of a pod; again after the connection was lost. */
    synchronized void watch(Runnable changed) {
        if (watch == null) {
            watch =
                    client.pods()
                            .withLabel(Manifest.POOL, cluster.pool())
                            .watch(
                                    new Watcher<Pod>() {
                                        @Override
                                        public void eventReceived(Action action, Pod pod) {
                                            changed.run();
                                        }

                                        @Override
                                        public void onClose(WatcherException cause) {
                                            forget();
                                        }
                                    });
        }
    }

    private synchronized void forget() {
        watch = null;
    }

    @Override
    public void close() {
        client.close();
    }

    private static String failure(Job job) {
        var status = job.getStatus();
        if (status == null || status.getConditions() == null) {
            return "";
        }
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals("Failed"))
                .filter(condition -> condition.getStatus().equals("True"))
                .map(condition ->
                        words(condition.getReason(), condition.getMessage(), "no reason given"))
                .findFirst()
                .orElse("");
    }

    /** Why a pod does not start: nobody schedules it, or a container waits for its image. */
    private static String trouble(Pod pod) {
        var status = pod.getStatus();
        if (status == null) {
            return "";
        }
        var unscheduled =
                status.getConditions().stream()
                        .filter(condition -> condition.getType().equals("PodScheduled"))
                        .filter(condition -> condition.getStatus().equals("False"))
                        .map(Kubernetes::words);
        var waiting =
                Stream.concat(
                                status.getInitContainerStatuses().stream(),
                                status.getContainerStatuses().stream())
                        .map(ContainerStatus::getState)
                        .filter(Objects::nonNull)
                        .flatMap(state -> Stream.ofNullable(state.getWaiting()))
                        .filter(Kubernetes::isTrouble)
                        .map(state -> words(state.getReason(), state.getMessage(), ""));
        return Stream.concat(unscheduled, waiting).findFirst().orElse("");
    }

    private static boolean isTrouble(ContainerStateWaiting waiting) {
        var reason = Objects.requireNonNullElse(waiting.getReason(), "");
        return !reason.isEmpty()
                && !reason.equals("PodInitializing")
                && !reason.equals("ContainerCreating");
    }

    private static String words(PodCondition condition) {
        return words(condition.getReason(), condition.getMessage(), "");
    }

    private static String words(
            @Nullable String reason, @Nullable String message, String otherwise) {
        var words =
                Stream.of(reason, message)
                        .filter(Objects::nonNull)
                        .filter(word -> !word.isBlank())
                        .toList();
        return words.isEmpty() ? otherwise : String.join(": ", words);
    }
}
