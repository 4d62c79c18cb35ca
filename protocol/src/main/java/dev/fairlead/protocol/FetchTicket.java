package dev.fairlead.protocol;

import org.jspecify.annotations.Nullable;

/**
 * By which an agent's git fetches one repository, below {@code /agent/v1/fetches/}, while the agent
 * holds the job.
 *
 * @param repository its number
 * @param commit the job's commit; null for a submodule's, which its tree names
 * @param token for {@code Authorization: Bearer}, good for nothing else
 * @param refusal why there is none, in a sentence; empty where there is
 */
public record FetchTicket(long repository, @Nullable String commit, String token, String refusal) {
    public static FetchTicket refused(String why) {
        return new FetchTicket(0, null, "", why);
    }
}
