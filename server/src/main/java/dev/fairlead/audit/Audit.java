package dev.fairlead.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.work.Signals;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The record of decisions: written in the transaction that decides, chained a moment later. */
@Component
public class Audit {
    static final String TOPIC = "audit";
    private static final int LONGEST_DETAIL = 16_384;

    private final AuditStore store;
    private final Signals signals;
    private final JsonMapper json;
    private final Clock clock;

    Audit(AuditStore store, Signals signals, JsonMapper json, Clock clock) {
        this.store = store;
        this.signals = signals;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The chain's health: linked entries, rows not linked yet, and the hash of the last link.
     *
     * @param broken where the record does not hold, in a sentence; absent when it is valid
     */
    public record Verification(
            boolean valid,
            long entries,
            long pending,
            String head,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String broken) {}

    /**
     * Writes a decision in the current transaction, which must be there.
     *
     * @param action past participle with its subject's kind, such as {@code "release.promoted"}
     * @param subject what it was done to, as shown on pages: {@code "ORD-2"}, {@code "ORD/orders"}
     * @param detail small values that JSON can hold; never a secret
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, String action, String subject, Map<String, ?> detail) {
        var text = json.writeValueAsString(new TreeMap<>(detail));
        if (text.length() > LONGEST_DETAIL) {
            throw new IllegalArgumentException(
                    "This is a bug: the audit detail of %s has %d characters, the limit is %d"
                            .formatted(action, text.length(), LONGEST_DETAIL));
        }
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        store.insert(
                new AuditEntry(
                        store.nextId(), null, at, actor.id(), actor.name(), action, subject, text));
        signals.raise(TOPIC);
    }

    /** Entries newest first, before the given id (exclusive; Long.MAX_VALUE for the newest). */
    public List<AuditEntry> entries(long before, int limit) {
        return store.entries(before, limit);
    }

    /** Computes every content and every link again, on one picture of the whole record. */
    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public Verification verify() {
        var walk = new ChainWalk();
        store.eachLinked(walk::linked);
        store.eachPending(walk::pending);
        return walk.end(store.head());
    }
}
