package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.HostHistory;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What hosts answered over time, and what they ran at an instant. */
@Controller
@RequestMapping("/projects/{key}/environments/{name}")
class HistoryPages {
    private static final int PAGE = 50;

    private final Environments environments;
    private final HostHistory history;
    private final Projects projects;
    private final Clock clock;

    HistoryPages(Environments environments, HostHistory history, Projects projects, Clock clock) {
        this.environments = environments;
        this.history = history;
        this.projects = projects;
        this.clock = clock;
    }

    @GetMapping("/changes")
    ModelAndView changes(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam @Nullable String before) {
        var environment = environments.require(user, key, name, Role.READ);
        var spans = history.changes(environment, Moments.before(before, clock), PAGE + 1);
        return new ModelAndView(
                "deploy/changes",
                Map.of(
                        "place",
                        place(environment),
                        "environment",
                        environment,
                        "spans",
                        spans.stream().limit(PAGE).toList(),
                        "more",
                        spans.size() > PAGE));
    }

    @GetMapping("/past")
    ModelAndView past(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam Map<String, String> asked) {
        var environment = environments.require(user, key, name, Role.READ);
        var form = Form.of(asked);
        try {
            var zone = Moments.zone(form.value("zone"));
            var chosen = !form.value("at").isBlank();
            var at = chosen ? Moments.at(form.value("at"), zone) : clock.instant();
            return view(environment, typed(at, zone), zone, at, chosen);
        } catch (Problem refused) {
            return new ModelAndView(
                    "deploy/past",
                    Map.of(
                            "page",
                            new PastPage(
                                    place(environment),
                                    environment,
                                    form.refused(refused),
                                    Moments.UTC,
                                    null,
                                    true)));
        }
    }

    private ModelAndView view(
            Environment environment, Form form, ZoneId zone, Instant at, boolean chosen) {
        var past = history.at(environment, at);
        return new ModelAndView(
                "deploy/past",
                Map.of(
                        "page",
                        new PastPage(place(environment), environment, form, zone, past, chosen)));
    }

    private static Form typed(Instant at, ZoneId zone) {
        var local = at.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS);
        return Form.of(Map.of("at", local.toString(), "zone", zone.getId()));
    }

    private Place place(Environment environment) {
        var project = projects.get(environment.projectId());
        return new Place(project.key(), project.name(), Section.ENVIRONMENTS);
    }
}
