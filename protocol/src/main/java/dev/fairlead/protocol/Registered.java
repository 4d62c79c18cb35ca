package dev.fairlead.protocol;

/**
 * The server's answer.
 *
 * @param session proves this process from here on; a later registration of the name ends it
 * @param pool the pool that the token belongs to
 */
public record Registered(String session, String pool) {}
