package dev.fairlead.audit;

import org.jspecify.annotations.Nullable;

/** An entry with the hashes that lie beside it; those of the chain are null until it is linked. */
record Sealed(AuditEntry entry, String content, @Nullable String previous, @Nullable String hash) {}
