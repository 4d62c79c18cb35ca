package dev.fairlead.release.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A release as scripts read it; commits and artifacts only where one is asked for. */
record ReleaseJson(
        String version,
        String repository,
        String state,
        String failure,
        String tag,
        @Nullable String commit,
        String mergeCommit,
        @Nullable Long build,
        int pullRequest,
        List<String> issues,
        @Nullable List<Part> commits,
        @Nullable List<File> artifacts,
        Instant created,
        @Nullable Instant released,
        String url) {
    /** A commit that it contains, and who wrote it. */
    record Part(String sha, String title, List<String> writers) {}

    /** A published file; {@code maven} is its path below the project's Maven repository. */
    record File(
            String name,
            String sha256,
            long size,
            @Nullable String maven,
            boolean primary,
            String url) {}
}
