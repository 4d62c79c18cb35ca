package dev.fairlead.stash.web;

import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatus.More;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.code.CommitStatus.Tests;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a builder posts, in both forms of the contract: the rich one says more.
 *
 * @param buildNumber text or a number
 * @param duration in milliseconds
 */
record BuildStatusBody(
        @Nullable String state,
        @Nullable String key,
        @Nullable String url,
        @Nullable String name,
        @Nullable String description,
        @Nullable String buildNumber,
        @Nullable Long duration,
        @Nullable String ref,
        @Nullable String parent,
        @Nullable Results testResults) {
    private static final int LONGEST = 255;
    private static final int LONGEST_URL = 450;

    /** Counts of tests; those that are missing are 0. */
    record Results(
            @Nullable Integer successful, @Nullable Integer failed, @Nullable Integer skipped) {
        private Tests tests() {
            return new Tests(count(successful), count(failed), count(skipped));
        }

        private static int count(@Nullable Integer some) {
            return Math.max(0, Objects.requireNonNullElse(some, 0));
        }
    }

    /**
     * The status that it means.
     *
     * @throws Problem 400 naming the field that is missing, too long or of another form
     */
    CommitStatus status(User poster, Instant now) {
        var itsKey = Texts.required("key", key, LONGEST);
        return new CommitStatus(
                itsKey,
                stateOf(Texts.required("state", state, LONGEST)),
                Objects.requireNonNullElse(Texts.optional("name", name, LONGEST), itsKey),
                Texts.link("url", url, LONGEST_URL),
                poster.id(),
                now,
                new More(
                        Objects.requireNonNullElse(
                                Texts.optional("description", description, LONGEST), ""),
                        Texts.optional("buildNumber", buildNumber, LONGEST),
                        duration == null ? null : Duration.ofMillis(Math.max(0, duration)),
                        refOf(Texts.optional("ref", ref, LONGEST)),
                        Texts.optional("parent", parent, LONGEST),
                        testResults == null ? null : testResults.tests()));
    }

    private static State stateOf(String word) {
        return switch (word) {
            case "SUCCESSFUL" -> State.SUCCESSFUL;
            case "FAILED" -> State.FAILED;
            case "INPROGRESS" -> State.IN_PROGRESS;
            case "CANCELLED" -> State.CANCELLED;
            case "UNKNOWN" -> State.UNKNOWN;
            default ->
                    throw Problem.invalid(
                            "state",
                            "state: must be SUCCESSFUL, FAILED, INPROGRESS, CANCELLED or UNKNOWN, was \"%s\"."
                                    .formatted(word));
        };
    }

    private static @Nullable String refOf(@Nullable String ref) {
        if (ref != null && !ref.startsWith("refs/")) {
            throw Problem.invalid("ref", "ref: must begin with refs/, was \"%s\".".formatted(ref));
        }
        return ref;
    }
}
