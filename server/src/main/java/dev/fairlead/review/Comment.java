package dev.fairlead.review;

import java.time.Instant;

/** What somebody said about a pull request, in Markdown. */
public record Comment(long id, long author, String text, Instant at) {}
