package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.Statistics;
import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import dev.fairlead.web.Times;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    /** The share of lines that each build's tests ran through, the oldest first. */
    public Bars covered() {
        var values =
                statistics.builds().reversed().stream()
                        .filter(build -> statistics.coverage().containsKey(build.id()))
                        .map(this::covered)
                        .toList();
        return Bars.of(values);
    }

    private Bars.Value covered(Build build) {
        var lines = Objects.requireNonNull(statistics.coverage().get(build.id())).lines();
        return new Bars.Value(
                Math.round(lines.percent() * 10),
                word(build),
                "Build %d: %s of lines".formatted(build.id(), lines.words()));
    }

    /** The same of one build, in words; empty where it has no report. */
    public String covered(long build) {
        var coverage = statistics.coverage().get(build);
        return coverage == null ? "" : coverage.lines().words();
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
