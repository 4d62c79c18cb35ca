package dev.fairlead.build;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.Pushed;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.plan.Event;
import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import dev.fairlead.plan.Schedule;
import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the schedules of a default branch when it moved, and begins their builds. A time is taken
 * with its row's lock and leaves a row of its own, in the transaction that makes the build: servers
 * that come back or are many begin it once. Of times that passed unseen one is made up for.
 */
@Component
class ScheduledBuilds {
    private static final Logger log = LoggerFactory.getLogger(ScheduledBuilds.class);
    private static final String UNREAD = "schedules-unread";
    private static final String DUE = "schedules-due";

    private final ScheduleStore store;
    private final BuildStore builds;
    private final BuildQueue queue;
    private final PlanReader plans;
    private final Repositories repositories;
    private final Source source;
    private final Signals signals;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ScheduledBuilds(
            ScheduleStore store,
            BuildStore builds,
            BuildQueue queue,
            PlanReader plans,
            Repositories repositories,
            Source source,
            Signals signals,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.builds = builds;
        this.queue = queue;
        this.plans = plans;
        this.repositories = repositories;
        this.source = source;
        this.signals = signals;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** A branch that is made may become the default one in the same push. */
    @EventListener
    void on(Pushed pushed) {
        var main = pushed.repository().defaultBranch();
        if (pushed.branches().stream()
                .anyMatch(move -> move.branch().equals(main) || move.from() == null)) {
            store.unread(pushed.repository().id());
            signals.raise(UNREAD);
        }
    }

    @Autowired
    void loop(Workers workers) {
        workers.loop("schedules to read", UNREAD, Duration.ofSeconds(5), this::readOnce);
        workers.loop("schedules that are due", DUE, Duration.ofSeconds(1), this::workOnce);
    }

    /** Reads the schedules of one repository; false when none is to be read. */
    boolean readOnce() {
        return Boolean.TRUE.equals(
                transaction.execute(_ -> {
                    var taken = store.takeUnread();
                    taken.map(repositories::get).ifPresent(this::read);
                    return taken.isPresent();
                }));
    }

    /** A plan that cannot be read leaves them as they are: the build of its commit says so. */
    private void read(Repository repository) {
        try {
            var schedules =
                    source.resolve(repository, repository.defaultBranch())
                            .flatMap(tip -> plans.at(repository, tip))
                            .map(Plan::schedules)
                            .orElse(List.of());
            store.keepOnly(repository.id(), schedules.stream().map(Schedule::name).toList());
            for (var schedule : schedules) {
                schedule.next(clock.instant())
                        .ifPresent(due -> store.save(repository.id(), schedule, due));
            }
        } catch (PlanError _) {
            log.debug("The plan of {} cannot be read", repository);
        }
    }

    /** Begins one build whose time has come; false when there is none. */
    boolean workOnce() {
        var taken = new AtomicLong();
        try {
            return Boolean.TRUE.equals(
                    transaction.execute(_ -> {
                        var due = store.takeDue();
                        due.ifPresent(row -> {
                            taken.set(row.id());
                            begin(row);
                        });
                        return due.isPresent();
                    }));
        } catch (RuntimeException e) {
            if (taken.get() == 0) {
                throw e;
            }
            log.warn("A scheduled build is tried again in a minute: {}", e.toString(), e);
            transaction.executeWithoutResult(
                    _ -> store.postpone(taken.get(), String.valueOf(e.getMessage())));
            return true;
        }
    }

    private void begin(ScheduleStore.Row row) {
        var repository = repositories.get(row.repositoryId());
        var note = unfinished(row);
        if (note.isEmpty()) {
            note = build(row, repository);
        }
        var next = row.schedule().next(clock.instant());
        store.next(row, next.orElseThrow(), note);
    }

    /** One that takes longer than its schedule's pause must not fill the queue. */
    private String unfinished(ScheduleStore.Row row) {
        return store.builds(row.id(), 1).stream()
                .flatMap(build -> builds.find(build).stream())
                .filter(build -> !build.state().isTerminal())
                .findFirst()
                .map(build -> "passed over, for build %d has not ended".formatted(build.id()))
                .orElse("");
    }

    private String build(ScheduleStore.Row row, Repository repository) {
        var branch = repository.defaultBranch();
        var tip = source.resolve(repository, branch);
        var trigger =
                new Trigger(Event.SCHEDULE, row.schedule().name(), row.schedule().parameters());
        var made =
                tip.flatMap(commit ->
                        queue.queueBranch(repository, BuildWish.branch(branch, commit, trigger)));
        made.ifPresent(build -> {
            store.began(row, build.id());
            audit.record(
                    Actor.FAIRLEAD,
                    "build.scheduled",
                    "build " + build.id(),
                    Map.of("repository", repository.toString(), "schedule", trigger.by()));
        });
        return made.isPresent() ? "" : branch + " has no plan";
    }
}
