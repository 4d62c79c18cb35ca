package dev.fairlead.timeline;

import dev.fairlead.work.Signals;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The story of each change and its line. Every write joins the current transaction and raises the
 * signal {@link #topic} after its commit, so that open pages follow.
 */
@Component
public class Timeline {
    private static final int LONGEST = 300;

    private final TimelineStore store;
    private final Signals signals;
    private final Clock clock;

    Timeline(TimelineStore store, Signals signals, Clock clock) {
        this.store = store;
        this.signals = signals;
        this.clock = clock;
    }

    /** The signal topic of one issue's pages. */
    public static String topic(String issueKey) {
        return "line:" + issueKey;
    }

    /**
     * Adds to the story. Kind is a past participle: {@code "pushed"}, {@code "merged"}. A text over
     * 300 characters is cut: it is one line of a page.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(
            String issueKey, String actor, String kind, String text, @Nullable String url) {
        store.tell(clock.instant(), issueKey, actor, kind, shorten(text), url);
        signals.raise(topic(issueKey));
    }

    /** Sets one stop; the stops after it keep what they had. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stop(
            String issueKey, Stop stop, StopState state, String note, @Nullable String url) {
        if (store.stop(issueKey, stop, state, shorten(note), url)) {
            signals.raise(topic(issueKey));
        }
    }

    /** The seven stops in order; those never set are {@link StopState#NONE} with an empty note. */
    public List<LineStop> line(String issueKey) {
        return lines(Set.of(issueKey)).getOrDefault(issueKey, List.of());
    }

    /** The lines of many issues by key, in one query. */
    public Map<String, List<LineStop>> lines(Collection<String> issueKeys) {
        var found = new TreeMap<String, EnumMap<Stop, LineStop>>();
        issueKeys.forEach(key -> found.put(key, new EnumMap<>(Stop.class)));
        for (var row : store.stops(found.keySet())) {
            found.getOrDefault(row.issue(), new EnumMap<>(Stop.class))
                    .put(row.stop(), row.stopOfLine());
        }
        var lines = new TreeMap<String, List<LineStop>>();
        found.forEach((key, stops) -> lines.put(key, sevenOf(stops)));
        return lines;
    }

    /** The story, newest first. */
    public List<TimelineEvent> events(String issueKey, int limit) {
        return store.events(issueKey, limit);
    }

    /** When something last happened, by issue key; issues without a story are left out. */
    public Map<String, Instant> latest(Collection<String> issueKeys) {
        return store.latest(issueKeys);
    }

    /** Another text after everything that happened to the issue. */
    public String revision(String issueKey) {
        return store.revision(issueKey);
    }

    private static List<LineStop> sevenOf(Map<Stop, LineStop> known) {
        return Arrays.stream(Stop.values())
                .map(stop -> known.getOrDefault(stop, new LineStop(stop, StopState.NONE, "", null)))
                .toList();
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
