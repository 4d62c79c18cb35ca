package dev.fairlead.build;

import dev.fairlead.build.Build.State;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Repository;
import dev.fairlead.work.Signals;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the rest of the server that a build moved, in the transaction that moves it. */
@Component
class BuildNews {
    private static final String STATUS_KEY = "fairlead";

    private final BuildStore builds;
    private final CommitStatuses statuses;
    private final BuildLine line;
    private final Signals signals;
    private final ApplicationEventPublisher events;

    BuildNews(
            BuildStore builds,
            CommitStatuses statuses,
            BuildLine line,
            Signals signals,
            ApplicationEventPublisher events) {
        this.builds = builds;
        this.statuses = statuses;
        this.line = line;
        this.signals = signals;
        this.events = events;
    }

    void moved(Repository repository, Build build) {
        if (build.state() != State.RUNNING) {
            statuses.set(repository, build.commit(), status(build)); // it said so when queued
        }
        line.show(repository, build);
        touched(repository, build);
        if (build.state().isTerminal()) {
            events.publishEvent(new BuildFinished(build, repository, turn(build)));
        }
    }

    /** One of its jobs moved, and the build is where it was. */
    void touched(Repository repository, Build build) {
        signals.raise(Builds.topic(build.id()));
        signals.raise(Builds.topic(repository));
    }

    void queuedAgain(Repository repository, Build build, int attempt, String why) {
        line.queuedAgain(repository, build, attempt, why);
    }

    void begun(Repository repository, Build build, String job, String by) {
        line.begun(repository, build, job, by);
    }

    private Turn turn(Build build) {
        var before = builds.before(build, List.of(State.PASSED.name(), State.FAILED.name()));
        return Turn.of(before.map(Build::state).orElse(State.PASSED), build.state());
    }

    private static CommitStatus status(Build build) {
        return new CommitStatus(
                STATUS_KEY,
                state(build),
                "Build " + build.id() + " " + word(build),
                build.url(),
                null,
                Instant.now());
    }

    private static String word(Build build) {
        return build.state() == State.QUEUED
                ? "in progress"
                : build.state().name().toLowerCase(Locale.ROOT);
    }

    private static CommitStatus.State state(Build build) {
        return switch (build.state()) {
            case QUEUED, RUNNING -> CommitStatus.State.IN_PROGRESS;
            case PASSED -> CommitStatus.State.SUCCESSFUL;
            case FAILED, CANCELLED, LOST -> CommitStatus.State.FAILED;
        };
    }
}
