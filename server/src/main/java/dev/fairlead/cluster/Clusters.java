package dev.fairlead.cluster;

import dev.fairlead.audit.Audit;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Pools;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.secret.Secrets;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The clusters of pools, named and changed by system administrators. */
@Component
public class Clusters {
    private final ClusterStore store;
    private final RunStore runs;
    private final Pools pools;
    private final Secrets secrets;
    private final Access access;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Clusters(
            ClusterStore store,
            RunStore runs,
            Pools pools,
            Secrets secrets,
            Access access,
            Audit audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.runs = runs;
        this.pools = pools;
        this.secrets = secrets;
        this.access = access;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Where a pool's jobs run; empty for one of agents that somebody starts. */
    public Optional<Cluster> find(User by, String pool) {
        access.requireAdministrator(by);
        pools.get(pool);
        return store.find(pool).map(ClusterStore.Kept::cluster);
    }

    /**
     * Has a pool's jobs run in a cluster, once that was seen to answer.
     *
     * @throws Problem 422 where it does not answer or the token may not do what is needed
     */
    public Cluster put(User by, String pool, ClusterDraft draft) {
        access.requireAdministrator(by);
        pools.get(pool);
        if (pool.equals(Jobs.DEPLOY_POOL)) {
            throw Problem.invalid(
                    "pool",
                    "pool: deploy touches hosts from machines that can reach them, not from pods.");
        }
        var token = token(pool, draft);
        check(pool, draft, token);
        transaction.executeWithoutResult(_ -> {
            store.put(pool, draft, secrets.seal(Connections.purpose(pool), token));
            audit.record(
                    by.actor(),
                    "pool.cluster-set",
                    pool,
                    Map.of(
                            "api", draft.api(),
                            "namespace", draft.namespace(),
                            "image", draft.image(),
                            "server", draft.server(),
                            "most", draft.most()));
        });
        return store.find(pool).orElseThrow().cluster();
    }

    /** Has a pool's jobs wait for agents again; what runs in the cluster must have ended. */
    public void remove(User by, String pool) {
        access.requireAdministrator(by);
        pools.get(pool);
        transaction.executeWithoutResult(_ -> {
            var running = runs.of(pool).size();
            if (running > 0) {
                throw Problem.conflict(
                        "Pool %s has %d jobs in its cluster. Cancel them or wait for their end."
                                .formatted(pool, running));
            }
            store.delete(pool);
            audit.record(by.actor(), "pool.cluster-removed", pool, Map.of());
        });
    }

    private String token(String pool, ClusterDraft draft) {
        var typed = draft.token();
        if (typed != null) {
            return typed;
        }
        return store.find(pool)
                .map(kept -> secrets.open(Connections.purpose(pool), kept.token()))
                .orElseThrow(() ->
                        Problem.invalid("token", "token: is needed, that of a service account."));
    }

    private static void check(String pool, ClusterDraft draft, String token) {
        var cluster =
                new Cluster(
                        pool,
                        draft.api(),
                        draft.namespace(),
                        draft.image(),
                        draft.server(),
                        draft.certificate(),
                        draft.most(),
                        "");
        try (var kubernetes = new Kubernetes(cluster, token)) {
            kubernetes.check();
        } catch (KubernetesClientException e) {
            throw Problem.invalid(
                    "api", "api: %s did not let us in: %s".formatted(draft.api(), Said.by(e)));
        }
    }
}
