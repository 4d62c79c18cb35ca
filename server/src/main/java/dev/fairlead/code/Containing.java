package dev.fairlead.code;

import java.util.List;

/**
 * The branches and tags that have a commit.
 *
 * @param cut whether looking took too long to tell
 */
public record Containing(List<String> branches, List<String> tags, boolean cut) {}
