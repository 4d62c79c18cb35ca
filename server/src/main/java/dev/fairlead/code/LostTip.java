package dev.fairlead.code;

import java.time.Instant;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Where a branch or tag pointed before it was deleted or overwritten by force.
 *
 * @param name the full name, {@code refs/heads/x} or {@code refs/tags/x}
 * @param tip the object it pointed to: a commit, or an annotated tag
 * @param movedTo where it was forced to; null where it was deleted
 * @param lostBy who did it; null for Fairlead itself
 * @param until when it cannot be restored any more
 */
public record LostTip(
        long id,
        String name,
        String tip,
        @Nullable String movedTo,
        @Nullable Long lostBy,
        Instant lost,
        Instant until) {
    /** The name as people say it. */
    public String shortName() {
        return name.substring(isTag() ? Constants.R_TAGS.length() : Constants.R_HEADS.length());
    }

    public boolean isTag() {
        return name.startsWith(Constants.R_TAGS);
    }

    public boolean isDeleted() {
        return movedTo == null;
    }
}
