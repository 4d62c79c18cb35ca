package dev.fairlead.protocol;

/** A host's place behind one balancer: the server of its backend that stands for the host. */
public record Seat(Balancer balancer, String server) {}
