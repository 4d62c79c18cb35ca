package dev.fairlead.deploy;

import java.time.Instant;

/** Whether a balancer answered when it was looked at last; failure is empty when it did. */
public record BalancerState(String balancer, String failure, Instant observed) {}
