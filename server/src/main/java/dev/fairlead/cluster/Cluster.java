package dev.fairlead.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Where a pool's jobs run.
 *
 * @param api the address of the API server
 * @param image holds the agent in {@code /opt/fairlead}; runs jobs that name no image themselves
 * @param server how pods reach this server
 * @param certificate PEM of the only authorities to take for the API server's; null for those that
 *     the system trusts
 * @param most how many jobs may be there at once
 * @param trouble why it does not answer, in a sentence; empty while it does
 */
public record Cluster(
        String pool,
        String api,
        String namespace,
        String image,
        String server,
        @Nullable String certificate,
        int most,
        String trouble) {
    /** What an administrator said of it, without what came of that. */
    Cluster untroubled() {
        return new Cluster(pool, api, namespace, image, server, certificate, most, "");
    }
}
