package dev.fairlead.deploy;

import java.time.Instant;
import java.util.Map;

/**
 * What an environment ran before Fairlead deployed there, as an administrator said and its hosts
 * answered.
 *
 * @param digests by host; a host that could not tell is not there
 */
public record Adoption(
        long id,
        long environmentId,
        String version,
        String commit,
        Map<String, String> digests,
        long by,
        Instant at) {}
