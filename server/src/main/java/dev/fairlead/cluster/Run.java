package dev.fairlead.cluster;

/**
 * What was asked of a cluster for one job.
 *
 * @param agent the name of the agent that runs the job and nothing else
 * @param identity that agent's, sealed
 * @param made whether the cluster has taken it
 * @param trouble what keeps it from starting, in a sentence; empty for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares runs
record Run(long job, String pool, String agent, byte[] identity, boolean made, String trouble) {}
