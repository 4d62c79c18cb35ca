package dev.fairlead.deploy;

/**
 * Who has to hear of a host's turn before it begins, as monitoring that is told of a downtime: each
 * turn is then begun by the server, in the transaction that tells of it.
 */
public interface TurnWatcher {
    boolean watches(Environment environment);
}
