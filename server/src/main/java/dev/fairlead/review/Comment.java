package dev.fairlead.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about a pull request, in Markdown.
 *
 * @param version grows with every change of the text
 * @param edited when the text was changed last; null when it never was
 */
public record Comment(
        long id, long author, String text, Instant at, int version, @Nullable Instant edited) {}
