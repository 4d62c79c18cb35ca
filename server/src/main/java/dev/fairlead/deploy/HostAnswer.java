package dev.fairlead.deploy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a host said that it runs.
 *
 * @param sha256 of the bytes; null when it could not tell
 * @param version of the release that these bytes are; null for bytes that never came from here
 * @param told the version that the running process tells; null when it tells none
 */
public record HostAnswer(@Nullable String sha256, @Nullable String version, @Nullable String told) {
    boolean isLike(HostAnswer other) {
        return Objects.equals(sha256, other.sha256)
                && (told == null || other.told == null || told.equals(other.told));
    }

    /** {@code "1.4.3"}, {@code "bytes of no release (sha256 0123456789ab…)"}. */
    public String words() {
        if (sha256 == null) {
            return told == null ? "something that it could not tell" : told;
        }
        var bytes =
                version == null
                        ? "bytes of no release (sha256 " + sha256.substring(0, 12) + "…)"
                        : version;
        return told == null || told.equals(version) ? bytes : bytes + ", and tells " + told;
    }
}
