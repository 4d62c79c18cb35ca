package dev.fairlead.plan;

import java.util.Optional;

/** The files beside a plan, of the same commit or work tree. */
@FunctionalInterface
public interface PlanFiles {
    /** For plans that include nothing. */
    PlanFiles NONE = _ -> Optional.empty();

    /**
     * A file by its path from the root; empty where there is none.
     *
     * @throws PlanError when it is longer than {@link PlanParser#MAX_BYTES}
     */
    Optional<byte[]> read(String path);
}
