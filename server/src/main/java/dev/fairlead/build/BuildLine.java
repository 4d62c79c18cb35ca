package dev.fairlead.build;

import dev.fairlead.code.IssueFiled;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.Issues;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.Times;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Shows a build on the line and in the story of the issues that its branch or its commit names, or
 * that were filed for its branch. What is built on the default branch has left the build stop
 * behind it.
 */
@Component
class BuildLine {
    private final Timeline timeline;
    private final Issues issues;
    private final Source source;
    private final BuildStore builds;

    BuildLine(Timeline timeline, Issues issues, Source source, BuildStore builds) {
        this.timeline = timeline;
        this.issues = issues;
        this.source = source;
        this.builds = builds;
    }

    /** The branch was built before it had an issue. */
    @EventListener
    void on(IssueFiled filed) {
        builds.latest(filed.repository().id(), List.of(filed.tip())).stream()
                .filter(build -> build.branch().equals(filed.branch()))
                .forEach(build -> show(filed.repository(), build));
    }

    void show(Repository repository, Build build) {
        if (build.kind() == Build.Kind.RELEASE
                || build.branch().equals(repository.defaultBranch())) {
            return;
        }
        var keys = issuesOf(repository, build);
        if (keys.isEmpty()) {
            return;
        }
        if (speaksForBranch(repository, build)) {
            keys.forEach(
                    key -> timeline.stop(key, Stop.BUILD, state(build), note(build), build.url()));
        }
        if (build.state().isTerminal()) {
            keys.forEach(key -> tell(key, build, text(build)));
        }
    }

    /** An attempt came to nothing and there is another: a line of the story of its own. */
    void queuedAgain(Repository repository, Build build, int attempt, String why) {
        var text = "build %d is queued again, attempt %d: %s".formatted(build.id(), attempt, why);
        issuesOf(repository, build).forEach(key -> tell(key, build, text));
    }

    /** A person began a job that waited for one. */
    void begun(Repository repository, Build build, String job, String by) {
        var text = "job %s of build %d begun".formatted(job, build.id());
        issuesOf(repository, build)
                .forEach(key -> timeline.tell(key, by, "began", text, build.url()));
    }

    private void tell(String key, Build build, String text) {
        timeline.tell(key, "fairlead", "built", text, build.url());
    }

    /** Whoever names another project's issue does not write into that project's story. */
    private List<String> issuesOf(Repository repository, Build build) {
        var message = source.commit(repository, build.commit()).message();
        var keys = new HashSet<>(Issues.keysIn(build.branch() + "\n" + message));
        source.filedFor(repository, build.branch()).ifPresent(keys::add);
        return issues.byKeys(keys).values().stream()
                .filter(issue -> issue.projectId() == repository.projectId())
                .map(Issue::key)
                .toList();
    }

    private boolean speaksForBranch(Repository repository, Build build) {
        var head = source.resolve(repository, build.branch());
        if (!head.filter(build.commit()::equals).isPresent()) {
            return false;
        }
        return builds.latest(build.repositoryId(), List.of(build.commit())).stream()
                .allMatch(latest -> latest.id() == build.id());
    }

    private static StopState state(Build build) {
        return switch (build.state()) {
            case QUEUED -> StopState.WAITING;
            case RUNNING -> StopState.CURRENT;
            case PASSED -> StopState.DONE;
            case FAILED, CANCELLED, LOST -> StopState.FAILED;
        };
    }

    private static String note(Build build) {
        var number = "#" + build.id();
        return switch (build.state()) {
            case QUEUED -> "queued";
            case RUNNING -> number;
            case PASSED -> number + " · " + Times.spell(build.took());
            case FAILED -> number + " · " + failure(build);
            case CANCELLED, LOST -> number + " · " + word(build);
        };
    }

    private static String failure(Build build) {
        return build.tests().failed() > 0 ? build.failure() : "failed";
    }

    private static String text(Build build) {
        var text = "build " + build.id() + " " + word(build);
        return build.failure().isEmpty() ? text : text + ": " + build.failure();
    }

    private static String word(Build build) {
        return build.state().name().toLowerCase(Locale.ROOT);
    }
}
