package dev.fairlead.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell, before it is put into any receiver's words.
 *
 * @param key of the event
 * @param environment its name; null where it is about none
 * @param hosts of which it tells
 * @param what happened, in a plain sentence
 * @param detail why, or how far; empty where the sentence says all. Others may have written it.
 * @param link its words, then the whole address of its page
 * @param span from when to when; null for a moment
 * @param facts for programs, in the order in which they are told
 */
record Notice(
        String key,
        NoticeEvent.Tone tone,
        Instant at,
        String project,
        @Nullable String environment,
        List<String> hosts,
        String what,
        String detail,
        Link link,
        @Nullable Span span,
        Map<String, Object> facts) {
    /** A page to go to. */
    record Link(String words, String url) {}

    /**
     * What a marker spans.
     *
     * @param tag the same at its begin and its end, and of nothing else
     * @param end null while it has not ended
     */
    record Span(String tag, Instant begin, @Nullable Instant end) {}
}
