package dev.fairlead.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The line of one change as {@code web/line.jte} draws it. */
public record LineView(String issueKey, List<Stop> stops) {
    /**
     * One stop.
     *
     * @param name as shown: {@code "Build"}
     * @param state one of none, waiting, current, failed, blocked, done
     * @param note why, in a few words; empty where nothing is to be said
     */
    public record Stop(String name, String state, String note, @Nullable String url) {
        /** The state in words for those who do not see its glyph. */
        public String words() {
            return switch (state) {
                case "none" -> "not reached";
                case "current" -> "under way";
                default -> state;
            };
        }
    }

    /** Where the change is: the last stop that something happened at. */
    public Stop now() {
        return stops.reversed().stream()
                .filter(stop -> !stop.state().equals("none") && !isForecast(stop))
                .findFirst()
                .orElse(stops.getFirst());
    }

    public String events() {
        return "/events/issues/" + issueKey;
    }

    public String fragment() {
        return "/issues/" + issueKey + "/line";
    }

    /** A stop that waits while one before it is not done only tells what would be. */
    private boolean isForecast(Stop stop) {
        return stop.state().equals("waiting")
                && stops.subList(0, stops.indexOf(stop)).stream()
                        .anyMatch(before -> !before.state().equals("done"));
    }
}
