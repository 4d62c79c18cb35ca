package dev.fairlead.issue;

import java.time.Instant;

/** What somebody said about an issue, in Markdown. Author is a user id. */
public record Comment(long id, long author, String text, Instant at) {}
