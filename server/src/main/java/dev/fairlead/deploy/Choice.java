package dev.fairlead.deploy;

import org.jspecify.annotations.Nullable;

/**
 * One thing that may be decided now.
 *
 * @param host null for what is about all of it, empty for a step that is of no host
 * @param sentence what it is, as its button says
 * @param follows what will happen, in sentences
 * @param mine whether the one who asks may decide it
 * @param who may, or why the one who asks may not
 */
public record Choice(
        Decision decision,
        @Nullable String host,
        String sentence,
        String follows,
        boolean mine,
        String who) {}
