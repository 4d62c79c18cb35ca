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

    /** Where the change is: what it waits for, or else the last stop that is done. */
    public Stop now() {
        return stops.stream()
                .filter(stop -> !stop.state().equals("none") && !stop.state().equals("done"))
                .findFirst()
                .or(() ->
                        stops.reversed().stream()
                                .filter(stop -> stop.state().equals("done"))
                                .findFirst())
                .orElse(stops.getFirst());
    }

    public String events() {
        return "/events/issues/" + issueKey;
    }

    public String fragment() {
        return "/issues/" + issueKey + "/line";
    }
}
