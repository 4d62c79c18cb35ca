package dev.fairlead.protocol;

/** The server's answer: the id to claim with, and the pool that the token belongs to. */
public record Registered(long agent, String pool) {}
