package dev.fairlead.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One decision. Position is null until the chainer has linked it. Detail is a JSON object. */
public record AuditEntry(
        long id,
        @Nullable Long position,
        Instant at,
        @Nullable Long actorId,
        String actor,
        String action,
        String subject,
        String detail) {}
