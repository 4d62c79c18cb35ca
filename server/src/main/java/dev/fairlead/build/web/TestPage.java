package dev.fairlead.build.web;

import dev.fairlead.build.NamedTest;
import dev.fairlead.build.TestRun;
import dev.fairlead.code.Repository;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import dev.fairlead.web.Place;
import dev.fairlead.web.Times;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One test over its latest runs, newest first.
 *
 * @param branch whose builds are shown; null for those of all
 */
public record TestPage(
        Place place,
        Repository repository,
        NamedTest test,
        @Nullable String branch,
        List<TestRun> runs) {
    public String url() {
        return repository.url() + "/tests/" + test.id();
    }

    /** {@code "3 of the last 40 runs failed"}. */
    public String summary() {
        var failed = runs.stream().filter(run -> run.verdict() == Verdict.FAILED).count();
        return "%s of the last %d runs failed"
                .formatted(failed == 0 ? "none" : String.valueOf(failed), runs.size());
    }

    /** How long each run took, the oldest first. */
    public Bars bars() {
        return Bars.of(
                runs.reversed().stream()
                        .map(run ->
                                new Bars.Value(
                                        run.millis(),
                                        run.verdict().name().toLowerCase(Locale.ROOT),
                                        "Build %d of %s: %s in %s"
                                                .formatted(
                                                        run.build(),
                                                        run.branch(),
                                                        run.verdict()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT),
                                                        Times.spell(
                                                                Duration.ofMillis(run.millis())))))
                        .toList());
    }
}
