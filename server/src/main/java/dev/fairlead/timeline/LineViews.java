package dev.fairlead.timeline;

import dev.fairlead.web.LineView;
import java.util.List;
import java.util.Locale;

/** Lines as pages draw them. */
public final class LineViews {
    private LineViews() {}

    /** The line of one issue, from {@link Timeline#line}. */
    public static LineView of(String issueKey, List<LineStop> line) {
        return new LineView(issueKey, line.stream().map(LineViews::stop).toList());
    }

    private static LineView.Stop stop(LineStop stop) {
        return new LineView.Stop(
                name(stop.stop()),
                stop.state().name().toLowerCase(Locale.ROOT),
                stop.note(),
                stop.url());
    }

    private static String name(Stop stop) {
        return switch (stop) {
            case ISSUE -> "Issue";
            case BRANCH -> "Branch";
            case BUILD -> "Build";
            case REVIEW -> "Review";
            case RELEASE -> "Release";
            case STAGING -> "Staging";
            case PRODUCTION -> "Production";
        };
    }
}
