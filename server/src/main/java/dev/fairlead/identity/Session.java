package dev.fairlead.identity;

import org.jspecify.annotations.Nullable;

/**
 * Who is logged in with a browser.
 *
 * @param lentBy who made the link that this log-in began with, where that was somebody else: such a
 *     session may look and change nothing, or its maker would decide in the user's name
 */
public record Session(User user, @Nullable String lentBy) {}
