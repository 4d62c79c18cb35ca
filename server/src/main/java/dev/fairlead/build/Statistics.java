package dev.fairlead.build;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the latest builds of a branch went.
 *
 * @param builds those that ended by themselves, newest first
 * @param coverage of those builds that have it, by their numbers
 * @param steps the slowest, by how long they took on average
 * @param tests the slowest of the last few builds, by the same
 */
public record Statistics(
        String branch,
        List<Build> builds,
        Map<Long, Coverage> coverage,
        List<SlowStep> steps,
        List<SlowTest> tests) {
    /** A step of a job, over these builds. */
    public record SlowStep(String job, String step, int runs, long millis, long longest) {}

    /** A test, over the last few of them. */
    public record SlowTest(NamedTest test, int runs, long millis, long longest) {}

    /** How many of a hundred passed; zero where none ended. */
    public int successPercent() {
        return builds.isEmpty() ? 0 : (int) (passed() * 100 / builds.size());
    }

    public long passed() {
        return builds.stream().filter(one -> one.state() == Build.State.PASSED).count();
    }

    /** Of the latest build that has a report of it; null where none has. */
    public @Nullable Double coveredLinesPercent() {
        return builds.stream()
                .map(build -> coverage.get(build.id()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(latest -> latest.lines().percent())
                .orElse(null);
    }

    /** Half of them took no longer. */
    public Duration medianTook() {
        return quantile(builds.stream().map(Build::took).toList(), 50);
    }

    /** How long that share of them, of a hundred, waited at most for an agent. */
    public Duration waited(int percent) {
        return quantile(builds.stream().map(Statistics::waited).toList(), percent);
    }

    /** How long a build waited for its first agent. */
    public static Duration waited(Build build) {
        var started = build.started();
        return started == null ? Duration.ZERO : Duration.between(build.queued(), started);
    }

    private static Duration quantile(List<Duration> durations, int percent) {
        var sorted = durations.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) * percent / 100);
    }
}
