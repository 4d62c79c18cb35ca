/**
 * Pools that run in Kubernetes: each of their jobs is a Kubernetes Job that runs an agent once. A
 * row says what was asked of a cluster, and a loop makes the cluster agree with the rows.
 */
@NullMarked
package dev.fairlead.cluster;

import org.jspecify.annotations.NullMarked;
