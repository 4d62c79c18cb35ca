package dev.fairlead.build;

import org.jspecify.annotations.Nullable;

/**
 * One time that a job of a build was given to an agent.
 *
 * @param position the job's
 * @param job the fleet's
 * @param agent who claimed it; null before
 * @param ended why it ended without a result, in a sentence; empty otherwise
 */
public record BuildAttempt(
        int position, int attempt, long job, @Nullable String agent, String ended) {}
