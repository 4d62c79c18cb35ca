package dev.fairlead.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what waits for a person: a review, a release to promote. */
public interface Waiting {
    /** One thing that waits: a sentence that names it, where to do it, and since when. */
    record Item(String sentence, String url, Instant since, @Nullable String issueKey) {}

    List<Item> waitingFor(long userId);
}
