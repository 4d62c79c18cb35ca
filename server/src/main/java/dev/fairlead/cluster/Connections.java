package dev.fairlead.cluster;

import dev.fairlead.secret.Secrets;
import jakarta.annotation.PreDestroy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A connection to each cluster, kept as long as the cluster's row says the same. */
@Component
class Connections {
    private final Secrets secrets;
    private final Map<String, Open> open = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // compared below
    private record Open(Cluster cluster, byte[] token, Kubernetes kubernetes) {
        boolean isFor(ClusterStore.Kept kept) {
            return cluster.equals(kept.cluster().untroubled())
                    && Arrays.equals(token, kept.token());
        }
    }

    Connections(Secrets secrets) {
        this.secrets = secrets;
    }

    synchronized Kubernetes to(ClusterStore.Kept kept) {
        var pool = kept.cluster().pool();
        var known = open.get(pool);
        if (known != null && known.isFor(kept)) {
            return known.kubernetes();
        }
        close(pool);
        var token = secrets.open(purpose(pool), kept.token());
        var made =
                new Open(
                        kept.cluster().untroubled(),
                        kept.token(),
                        new Kubernetes(kept.cluster(), token));
        open.put(pool, made);
        return made.kubernetes();
    }

    synchronized void close(String pool) {
        var known = open.remove(pool);
        if (known != null) {
            known.kubernetes().close();
        }
    }

    @PreDestroy
    synchronized void closeAll() {
        open.values().forEach(one -> one.kubernetes().close());
        open.clear();
    }

    /** What a cluster's token is sealed for. */
    static String purpose(String pool) {
        return "cluster token " + pool;
    }
}
