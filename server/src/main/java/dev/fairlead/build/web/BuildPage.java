package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildAttempt;
import dev.fairlead.build.BuildJob;
import dev.fairlead.build.BuildResults;
import dev.fairlead.build.BuildResults.Step;
import dev.fairlead.build.CoverageChange;
import dev.fairlead.build.Retention;
import dev.fairlead.code.Commit;
import dev.fairlead.code.Repository;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of one build shows.
 *
 * @param coverage null where it has no report of that
 * @param jobs in the order of the plan; empty where the plan could not be read
 * @param shown the job whose steps and log are shown; null where there is none
 * @param broke what broke; null unless it failed
 * @param before the build of its branch that ended before it; null for none
 * @param expiry when its log, tests and artifacts went; null as long as they are kept
 * @param agents those that it can be run on again
 * @param waits why it has not started; empty otherwise
 * @param surroundings of the job that is shown; null before an agent has it
 * @param line of the issue that its branch names; null for none
 */
public record BuildPage(
        Place place,
        Repository repository,
        Build build,
        Commit commit,
        BuildResults results,
        @Nullable CoverageChange coverage,
        List<BuildJob> jobs,
        @Nullable BuildJob shown,
        List<BuildAttempt> attempts,
        @Nullable Broke broke,
        @Nullable Long before,
        Retention.@Nullable Expiry expiry,
        List<String> agents,
        LogView log,
        String waits,
        @Nullable Surroundings surroundings,
        @Nullable LineView line,
        boolean mayWrite) {
    public String state() {
        return build.state().name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can be run with other values than it had. */
    public boolean hasParameters() {
        return !build.trigger().parameters().isEmpty();
    }

    /** The state in words: failed tests say more than "failed". */
    public String stateWords() {
        return build.tests().failed() > 0 && build.state() == Build.State.FAILED
                ? build.failure()
                : state();
    }

    /** What the page shows now; a page that shows something else asks for the change. */
    public String seen() {
        return seen(build, jobs);
    }

    static String seen(Build build, List<BuildJob> jobs) {
        return jobs.stream()
                .map(one -> one.state().name().toLowerCase(Locale.ROOT) + one.attempt())
                .collect(Collectors.joining("-", build.state() + ":", ""));
    }

    /** The parameter that chooses the job which is shown. */
    public int shownJob() {
        return shown == null ? 1 : shown.position();
    }

    /** Which log is shown, as parameters. */
    public String logQuery() {
        return "job=%d&attempt=%d".formatted(shownJob(), shown == null ? 1 : shown.attempt());
    }

    /** Whether something of it runs or is to run; after its end only what a person began. */
    public boolean isLive() {
        return !build.state().isTerminal() || jobs.stream().anyMatch(one -> !one.state().isStill());
    }

    /** The jobs whose person the build waits for, with nothing else to do; empty for none. */
    public String waitsForPerson() {
        return build.state().isTerminal() || jobs.stream().anyMatch(one -> !one.state().isStill())
                ? ""
                : jobs.stream()
                        .filter(BuildPage::isHeld)
                        .map(BuildJob::name)
                        .collect(Collectors.joining(", "));
    }

    /** Why a job is where it is, in words; empty where its state says all. */
    public String why(BuildJob job) {
        if (!job.failure().isEmpty() || job.state() == BuildJob.State.MANUAL) {
            return job.failure().isEmpty() ? String.valueOf(job.manual()) : job.failure();
        }
        var held = job.needs().stream().map(at -> jobs.get(at - 1)).filter(BuildPage::isHeld);
        var first = held.findFirst();
        if (job.state() == BuildJob.State.WAITING && first.isPresent()) {
            return "waits for %s, which waits for a person".formatted(first.get().name());
        }
        if (!job.begunBy().isEmpty()) {
            return "begun by " + job.begunBy();
        }
        return job.needs().isEmpty() ? "" : "after " + names(job.needs());
    }

    private static boolean isHeld(BuildJob job) {
        return job.state() == BuildJob.State.MANUAL;
    }

    /** The names of the jobs at some positions. */
    private String names(List<Integer> positions) {
        return positions.stream()
                .map(position -> jobs.get(position - 1).name())
                .collect(Collectors.joining(", "));
    }

    public boolean hasManyJobs() {
        return jobs.size() > 1;
    }

    public String jobName(int position) {
        return jobs.stream()
                .filter(one -> one.position() == position)
                .map(BuildJob::name)
                .findFirst()
                .orElse("job " + position);
    }

    /** Whether there is more to say of its jobs than the build's own state. */
    public boolean listsJobs() {
        return jobs.size() > 1 || jobs.stream().anyMatch(one -> one.manual() != null);
    }

    /** The steps of the job that is shown. */
    public List<Step> steps() {
        return results.steps().stream().filter(step -> step.job() == shownJob()).toList();
    }

    /** What it kept, as the page lists it. */
    public List<ArtifactRow> files() {
        return results.artifacts().stream()
                .map(file -> ArtifactRow.of(build, file, jobs.get(file.job() - 1).name()))
                .toList();
    }

    public String agent() {
        return ofShown().isEmpty() ? "" : String.valueOf(ofShown().getLast().agent());
    }

    public boolean hasAgent() {
        return !ofShown().isEmpty() && ofShown().getLast().agent() != null;
    }

    /** Earlier attempts of the job that is shown, none of which counts. */
    public List<BuildAttempt> earlierAttempts() {
        return shown == null
                ? List.of()
                : ofShown().stream().filter(one -> one.attempt() < shown.attempt()).toList();
    }

    private List<BuildAttempt> ofShown() {
        return attempts.stream().filter(one -> one.position() == shownJob()).toList();
    }
}
