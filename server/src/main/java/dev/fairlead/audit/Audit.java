package dev.fairlead.audit;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The record of decisions: written in the transaction that decides, chained a moment later. */
@Component
public class Audit {
    /** The chain's health: linked entries, rows not linked yet, and the hash of the last link. */
    public record Verification(boolean valid, long entries, long pending, String head) {}

    /**
     * Writes a decision in the current transaction, which must be there.
     *
     * @param action past participle with its subject's kind, such as {@code "release.promoted"}
     * @param subject what it was done to, as shown on pages: {@code "ORD-2"}, {@code "ORD/orders"}
     * @param detail small values that JSON can hold; never a secret
     */
    public void record(Actor actor, String action, String subject, Map<String, ?> detail) {
        throw new UnsupportedOperationException();
    }

    /** Entries newest first, before the given id (exclusive; Long.MAX_VALUE for the newest). */
    public List<AuditEntry> entries(long before, int limit) {
        throw new UnsupportedOperationException();
    }

    public Verification verify() {
        throw new UnsupportedOperationException();
    }
}
