package dev.fairlead.deploy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The file that keeps a project's environments, on the default branch of one of its repositories.
 *
 * @param named when an administrator named it, and by that trusted what stood there
 * @param followed the last commit whose file became versions; null before the first
 * @param refused the newest commit, where its file could not be followed; null otherwise
 * @param refusal why, in a sentence; empty otherwise
 */
public record EnvironmentFile(
        long projectId,
        long repositoryId,
        String path,
        Instant named,
        @Nullable String followed,
        @Nullable Instant followedAt,
        @Nullable String refused,
        String refusal) {
    /** The name that is proposed. */
    public static final String USUAL = "fairlead.environments.yml";

    /** How an environment stands to its project's file. */
    public enum Keeping {
        /** The file says what it is; nobody edits it by hand. */
        KEPT,
        /** The file had it once and has it no longer; it stays as it is. */
        GONE
    }
}
