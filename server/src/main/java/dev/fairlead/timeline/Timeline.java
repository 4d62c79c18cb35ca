package dev.fairlead.timeline;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The story of each change and its line. Every write joins the current transaction and raises the
 * signal {@link #topic} after its commit, so that open pages follow.
 */
@Component
public class Timeline {
    /** The signal topic of one issue's pages. */
    public static String topic(String issueKey) {
        return "line:" + issueKey;
    }

    /** Adds to the story. Kind is a past participle: {@code "pushed"}, {@code "merged"}. */
    public void tell(
            String issueKey, String actor, String kind, String text, @Nullable String url) {
        throw new UnsupportedOperationException();
    }

    /** Sets one stop; the stops after it keep what they had. */
    public void stop(
            String issueKey, Stop stop, StopState state, String note, @Nullable String url) {
        throw new UnsupportedOperationException();
    }

    /** The seven stops in order; those never set are {@link StopState#NONE} with an empty note. */
    public List<LineStop> line(String issueKey) {
        throw new UnsupportedOperationException();
    }

    /** The lines of many issues by key, in one query. */
    public Map<String, List<LineStop>> lines(Collection<String> issueKeys) {
        throw new UnsupportedOperationException();
    }

    /** The story, newest first. */
    public List<TimelineEvent> events(String issueKey, int limit) {
        throw new UnsupportedOperationException();
    }
}
