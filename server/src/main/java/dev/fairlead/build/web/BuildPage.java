package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildAttempt;
import dev.fairlead.build.BuildResults;
import dev.fairlead.build.BuildResults.Step;
import dev.fairlead.code.Commit;
import dev.fairlead.code.Repository;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of one build shows.
 *
 * @param broke what broke; null unless it failed
 * @param waits why it has not started; empty otherwise
 * @param line of the issue that its branch names; null for none
 */
public record BuildPage(
        Place place,
        Repository repository,
        Build build,
        Commit commit,
        BuildResults results,
        List<BuildAttempt> attempts,
        @Nullable Broke broke,
        LogView log,
        String waits,
        @Nullable LineView line,
        boolean mayWrite) {
    /**
     * What broke.
     *
     * @param since a sentence: until when it was green
     * @param commits what was committed since, newest first
     * @param lastLines the end of the failing step's log; empty where tests say more
     */
    public record Broke(String since, List<Commit> commits, LogView lastLines) {}

    public String state() {
        return build.state().name().toLowerCase(Locale.ROOT);
    }

    /** The state in words: failed tests say more than "failed". */
    public String stateWords() {
        return build.tests().failed() > 0 && build.state() == Build.State.FAILED
                ? build.failure()
                : state();
    }

    /** What the page shows now; a page that shows something else asks for the change. */
    public String seen() {
        return seen(build);
    }

    static String seen(Build build) {
        return build.state().name().toLowerCase(Locale.ROOT) + "-" + build.attempt();
    }

    public Optional<Step> failedStep() {
        return results.steps().stream().filter(step -> !step.passed()).findFirst();
    }

    public String agent() {
        return attempts.isEmpty() ? "" : String.valueOf(attempts.getLast().agent());
    }

    public boolean hasAgent() {
        return !attempts.isEmpty() && attempts.getLast().agent() != null;
    }

    public List<BuildAttempt> lostAttempts() {
        return attempts.stream().filter(one -> one.attempt() < build.attempt()).toList();
    }
}
