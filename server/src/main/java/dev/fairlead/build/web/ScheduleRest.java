package dev.fairlead.build.web;

import dev.fairlead.build.BuildSchedule;
import dev.fairlead.build.Schedules;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The schedules of a repository for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/schedules")
class ScheduleRest {
    private final Schedules schedules;
    private final Repositories repositories;

    ScheduleRest(Schedules schedules, Repositories repositories) {
        this.schedules = schedules;
        this.repositories = repositories;
    }

    /** A schedule; its latest builds newest first. */
    record ScheduleJson(
            String name,
            String cron,
            String zone,
            boolean enabled,
            Instant next,
            String note,
            List<BuildJson> builds) {
        static ScheduleJson of(Repository repository, BuildSchedule schedule) {
            return new ScheduleJson(
                    schedule.name(),
                    schedule.cron(),
                    schedule.zone(),
                    schedule.enabled(),
                    schedule.due(),
                    schedule.note(),
                    schedule.last().stream()
                            .map(build -> BuildJson.brief(repository, build))
                            .toList());
        }
    }

    /** Whether it begins builds. */
    record Switch(boolean enabled) {}

    @GetMapping
    List<ScheduleJson> list(User user, @PathVariable String project, @PathVariable String slug) {
        return all(repositories.require(user, project, slug, Role.READ));
    }

    @PutMapping("/{name}")
    List<ScheduleJson> enable(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable String name,
            @RequestBody Switch wanted) {
        var repository = repositories.require(user, project, slug, Role.ADMINISTER);
        schedules.enable(user, repository, name, wanted.enabled());
        return all(repository);
    }

    private List<ScheduleJson> all(Repository repository) {
        return schedules.of(repository).stream()
                .map(schedule -> ScheduleJson.of(repository, schedule))
                .toList();
    }
}
