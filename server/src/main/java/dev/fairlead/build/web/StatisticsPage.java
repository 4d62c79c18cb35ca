package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.Statistics;
import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import dev.fairlead.web.Times;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How the builds of a branch went, in numbers and pictures. */
public record StatisticsPage(
        Place place, Repository repository, Statistics statistics, List<String> branches) {
    /** How long each build took, the oldest first. */
    public Bars took() {
        return bars(Build::took, "took");
    }

    /** How long each build waited for its first agent, the oldest first. */
    public Bars waited() {
        return bars(Statistics::waited, "waited");
    }

    private Bars bars(Function<Build, Duration> length, String verb) {
        return Bars.of(
                statistics.builds().reversed().stream()
                        .map(build ->
                                new Bars.Value(
                                        length.apply(build).toMillis(),
                                        word(build),
                                        "Build %d %s and %s %s"
                                                .formatted(
                                                        build.id(),
                                                        word(build),
                                                        verb,
                                                        Times.spell(length.apply(build)))))
                        .toList());
    }

    public static String word(Build build) {
        return build.state().name().toLowerCase(Locale.ROOT);
    }
}
