package dev.fairlead.cluster;

import dev.fairlead.fleet.Errands;
import dev.fairlead.fleet.JobState;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.secret.Secrets;
import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes clusters agree with the rows: takes queued jobs of their pools, asks for what is not there,
 * gives up what the cluster could not begin, removes what has ended. Each act may be done twice, so
 * that a server may die before, between and after, and two may do it at once.
 */
@Component
class Runner {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);
    private static final String TOPIC = "clusters";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String PREFIX = "pod-";

    private final ClusterStore clusters;
    private final RunStore runs;
    private final Jobs jobs;
    private final Errands errands;
    private final Connections connections;
    private final Secrets secrets;
    private final Signals signals;
    private final TransactionTemplate transaction;

    Runner(
            ClusterStore clusters,
            RunStore runs,
            Jobs jobs,
            Errands errands,
            Connections connections,
            Secrets secrets,
            Signals signals,
            Workers workers,
            TransactionTemplate transaction) {
        this.clusters = clusters;
        this.runs = runs;
        this.jobs = jobs;
        this.errands = errands;
        this.connections = connections;
        this.secrets = secrets;
        this.signals = signals;
        this.transaction = transaction;
        workers.loop("clusters", TOPIC, INTERVAL, this::work);
    }

    /** Always false: what there is to do is done in one go. */
    private boolean work() {
        for (var kept : clusters.all()) {
            try {
                tend(kept);
                clusters.trouble(kept.cluster().pool(), "");
            } catch (KubernetesClientException e) {
                var pool = kept.cluster().pool();
                log.info(
                        "The cluster of pool {} does not do what it is asked: {}",
                        pool,
                        Said.by(e));
                clusters.trouble(pool, Said.by(e));
            }
        }
        return false;
    }

    private void tend(ClusterStore.Kept kept) {
        var cluster = kept.cluster();
        take(cluster);
        var all = runs.of(cluster.pool());
        if (all.isEmpty()) {
            return;
        }
        var kubernetes = connections.to(kept);
        kubernetes.watch(() -> signals.raise(TOPIC));
        var seen = kubernetes.look();
        for (var run : all) {
            var job = jobs.get(run.job());
            if (job.state().isTerminal()) {
                remove(kubernetes, run);
            } else if (!run.made()) {
                make(kubernetes, cluster, run, job.labels());
            } else if (job.state() == JobState.QUEUED) {
                judge(run, seen);
            }
        }
    }

    /** Entrusts as many queued jobs as the cluster may run at once. */
    private void take(Cluster cluster) {
        var room = cluster.most() - runs.of(cluster.pool()).size();
        while (room > 0 && takeOne(cluster.pool())) {
            room--;
        }
    }

    private boolean takeOne(String pool) {
        return Boolean.TRUE.equals(
                transaction.execute(_ -> {
                    var errand = errands.next(pool, PREFIX);
                    errand.ifPresent(one ->
                            runs.insert(
                                    one.job(),
                                    pool,
                                    one.agent(),
                                    secrets.seal(purpose(one.job()), one.identity())));
                    return errand.isPresent();
                }));
    }

    private void make(Kubernetes kubernetes, Cluster cluster, Run run, List<String> labels) {
        if (!(jobs.spec(run.job()) instanceof JobSpec.RunBuild build)) {
            errands.giveUp(
                    run.job(),
                    "pool " + run.pool() + " runs builds in a cluster, and nothing else");
            return;
        }
        var identity = secrets.open(purpose(run.job()), run.identity());
        kubernetes.create(Manifest.job(cluster, run, build, labels), run, identity);
        runs.made(run.job(), true);
    }

    /** A Job that somebody removed is asked for again; one that failed never brought its agent. */
    private void judge(Run run, Map<String, Kubernetes.Seen> seen) {
        var now = seen.get(Manifest.name(run));
        if (now == null) {
            runs.made(run.job(), false);
        } else if (!now.failed().isEmpty()) {
            errands.giveUp(run.job(), "its pod failed before it began: " + now.failed());
        } else if (!now.trouble().equals(run.trouble())) {
            runs.trouble(run.job(), now.trouble());
        }
    }

    private void remove(Kubernetes kubernetes, Run run) {
        kubernetes.delete(Manifest.name(run));
        errands.end(run.pool(), run.agent());
        runs.delete(run.job());
    }

    private static String purpose(long job) {
        return "agent of cluster job " + job;
    }
}
