package dev.fairlead.code.web;

import dev.fairlead.code.LostTip;
import org.jspecify.annotations.Nullable;

/**
 * A lost tip as lists show it.
 *
 * @param subject the first line of the tip's message; empty for a tag of something else
 * @param commit the commit that it is or, for a tag, peels to; null for a tag of something else
 * @param by the name of who deleted or overwrote it
 */
public record RestorableRow(LostTip tip, String subject, @Nullable String commit, String by) {
    public String shortSha() {
        return tip.tip().substring(0, 10);
    }
}
