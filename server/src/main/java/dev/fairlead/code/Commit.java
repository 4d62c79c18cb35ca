package dev.fairlead.code;

import java.time.Instant;
import java.util.List;

/** A commit as pages show it. Sha is 40 lower-case hex digits; at is the committer's time. */
public record Commit(
        String sha,
        List<String> parents,
        String message,
        Person author,
        Person committer,
        Instant at) {
    public String title() {
        return message.lines().findFirst().orElse("").strip();
    }

    public String shortSha() {
        return sha.substring(0, 10);
    }
}
