package dev.fairlead.deploy;

import java.time.Instant;

/**
 * The counters of one balancer at one moment, since its process started.
 *
 * @param process another one begins to count anew
 */
record TrafficSample(
        String balancer, Instant at, String process, long requests, long failed, long retries) {
    /** Whether it was read before an earlier one that came sooner: counters only grow. */
    boolean isLate(TrafficSample before) {
        return process.equals(before.process) && requests < before.requests;
    }

    /** What was counted since an earlier sample of the same balancer. */
    Traffic.Part since(TrafficSample before) {
        return process.equals(before.process)
                ? new Traffic.Part(
                        before.at,
                        at,
                        requests - before.requests,
                        Math.max(0, failed - before.failed),
                        Math.max(0, retries - before.retries),
                        false)
                : new Traffic.Part(before.at, at, requests, failed, retries, true);
    }
}
