package dev.fairlead.release;

import org.jspecify.annotations.Nullable;

/**
 * A published file.
 *
 * @param name the file's own name
 * @param path where Maven finds it below {@code /maven/<project>/}; null for what has no
 *     coordinates
 * @param primary whether it is what a deployment installs: the first artifact that is no POM,
 *     sources or javadoc
 */
public record ReleaseArtifact(
        String name, String sha256, long size, @Nullable String path, boolean primary) {}
