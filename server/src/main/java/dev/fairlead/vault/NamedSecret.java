package dev.fairlead.vault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a secret besides its value.
 *
 * @param setBy the name of who set its value
 * @param granted when its grants were given: the default branch was trusted as it stood then
 * @param lastUse null for one that no job was given yet
 */
public record NamedSecret(
        long id,
        String name,
        Grants grants,
        String setBy,
        Instant set,
        Instant granted,
        @Nullable LastUse lastUse) {
    /** Who was given it last: {@code build 318}, and that one's page. */
    public record LastUse(String by, String url, Instant at) {}
}
