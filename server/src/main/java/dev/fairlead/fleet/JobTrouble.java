package dev.fairlead.fleet;

import java.util.Optional;

/** Knows what keeps a queued job from its agent, where that is more than the fleet can see. */
public interface JobTrouble {
    /** A sentence without its end; empty where it knows nothing of the job. */
    Optional<String> of(long job);
}
