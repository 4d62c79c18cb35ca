package dev.fairlead.cluster;

import dev.fairlead.fleet.JobTrouble;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells what keeps a job of a cluster from its pod. */
@Component
class RunTrouble implements JobTrouble {
    private final ClusterStore clusters;
    private final RunStore runs;

    RunTrouble(ClusterStore clusters, RunStore runs) {
        this.clusters = clusters;
        this.runs = runs;
    }

    @Override
    public Optional<String> of(long job) {
        return runs.find(job).map(this::words);
    }

    private String words(Run run) {
        var cluster = clusters.find(run.pool()).map(ClusterStore.Kept::cluster);
        var away = cluster.map(Cluster::trouble).filter(trouble -> !trouble.isEmpty());
        return away.map(trouble -> "the cluster of pool %s says: %s".formatted(run.pool(), trouble))
                .orElseGet(() ->
                        run.trouble().isEmpty()
                                ? "its pod in the cluster of pool %s is being started"
                                        .formatted(run.pool())
                                : "its pod does not start: " + run.trouble());
    }
}
