package dev.fairlead.build;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The schedules of repositories, looked at and switched. */
@Component
public class Schedules {
    private static final int LAST = 5;

    private final ScheduleStore store;
    private final BuildStore builds;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Schedules(ScheduleStore store, BuildStore builds, Access access, Audit audit, Clock clock) {
        this.store = store;
        this.builds = builds;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name. */
    public List<BuildSchedule> of(Repository repository) {
        return store.of(repository.id()).stream().map(this::whole).toList();
    }

    private BuildSchedule whole(ScheduleStore.Row row) {
        var schedule = row.schedule();
        return new BuildSchedule(
                row.id(),
                schedule.name(),
                schedule.cron(),
                schedule.zone().getId(),
                row.enabled(),
                row.due(),
                row.note(),
                store.builds(row.id(), LAST).stream()
                        .flatMap(build -> builds.find(build).stream())
                        .toList());
    }

    /** Switches one off or on again; what it missed meanwhile is not made up for. */
    @Transactional
    public void enable(User by, Repository repository, String name, boolean enabled) {
        access.require(by, repository.projectId(), Role.ADMINISTER);
        var row =
                store.of(repository.id()).stream()
                        .filter(one -> one.schedule().name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.notFound(
                                        "%s has no schedule '%s'.".formatted(repository, name)));
        store.enable(row.id(), enabled, row.schedule().next(clock.instant()).orElse(row.due()));
        audit.record(
                by.actor(),
                enabled ? "schedule.switched-on" : "schedule.switched-off",
                repository.toString(),
                Map.of("schedule", name));
    }
}
