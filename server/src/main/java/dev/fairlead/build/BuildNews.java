package dev.fairlead.build;

import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Repository;
import dev.fairlead.work.Signals;
import java.time.Instant;
import java.util.Locale;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the rest of the server that a build moved, in the transaction that moves it. */
@Component
class BuildNews {
    private static final String STATUS_KEY = "fairlead";

    private final CommitStatuses statuses;
    private final BuildLine line;
    private final Signals signals;
    private final ApplicationEventPublisher events;

    BuildNews(
            CommitStatuses statuses,
            BuildLine line,
            Signals signals,
            ApplicationEventPublisher events) {
        this.statuses = statuses;
        this.line = line;
        this.signals = signals;
        this.events = events;
    }

    void moved(Repository repository, Build build) {
        statuses.set(repository, build.commit(), status(build));
        line.show(repository, build);
        signals.raise(Builds.topic(build.id()));
        signals.raise(Builds.topic(repository));
        if (build.state().isTerminal()) {
            events.publishEvent(new BuildFinished(build, repository));
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

    private static CommitStatus status(Build build) {
        var word = build.state().name().toLowerCase(Locale.ROOT);
        return new CommitStatus(
                STATUS_KEY,
                state(build),
                "Build " + build.id() + " " + word,
                build.url(),
                null,
                Instant.now());
    }

    private static CommitStatus.State state(Build build) {
        return switch (build.state()) {
            case QUEUED, RUNNING -> CommitStatus.State.IN_PROGRESS;
            case PASSED -> CommitStatus.State.SUCCESSFUL;
            case FAILED, CANCELLED, LOST -> CommitStatus.State.FAILED;
        };
    }
}
