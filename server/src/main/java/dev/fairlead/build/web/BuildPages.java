package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.Builds;
import dev.fairlead.build.ManualJobs;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** The page of one build. */
@Controller
@RequestMapping("/builds/{id}")
class BuildPages {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int MOST_LINES = 1_000;
    private static final int MOST_SEARCHED = 200;

    private final Builds builds;
    private final ManualJobs manual;
    private final BuildViews views;
    private final BuildLogs logs;
    private final Signals signals;

    BuildPages(
            Builds builds, ManualJobs manual, BuildViews views, BuildLogs logs, Signals signals) {
        this.builds = builds;
        this.manual = manual;
        this.views = views;
        this.logs = logs;
        this.signals = signals;
    }

    /** The job is that whose steps and log are shown; without one the page chooses. */
    @GetMapping
    ModelAndView page(User user, @PathVariable long id, @RequestParam @Nullable Integer job) {
        return view("build/page", user, builds.require(user, id, Role.READ), job);
    }

    /** What changes while it runs; answers as soon as that differs from what the page shows. */
    @GetMapping("/body")
    ModelAndView body(
            User user,
            @PathVariable long id,
            @RequestParam String seen,
            @RequestParam @Nullable Integer job)
            throws InterruptedException {
        var build = builds.require(user, id, Role.READ);
        var until = System.nanoTime() + LONGEST_WAIT.toNanos();
        try (var watch = signals.watch(Builds.topic(id))) {
            while (views.seen(build).equals(seen) && System.nanoTime() < until) {
                watch.await(Duration.ofSeconds(1));
                build = builds.get(id);
            }
            return view("build/body", user, build, job);
        }
    }

    /** Lines of the log as a fragment; with {@code wait}, once there are any. */
    @GetMapping("/lines")
    ModelAndView lines(
            User user,
            @PathVariable long id,
            @RequestParam long from,
            @RequestParam(defaultValue = "500") int limit,
            @RequestParam @Nullable Integer job,
            @RequestParam @Nullable Integer attempt,
            @RequestParam(defaultValue = "false") boolean wait)
            throws InterruptedException {
        var build = builds.require(user, id, Role.READ);
        var which = new BuildLogs.Which(job, attempt);
        var most = Math.clamp(limit, 1, MOST_LINES);
        var part =
                wait ? logs.await(build, which, from, most) : logs.part(build, which, from, most);
        return new ModelAndView("build/lines", Map.of("log", part));
    }

    /** The numbers of lines that hold a text, from 0: at most a thousand. */
    record Found(List<Long> lines) {}

    @GetMapping("/search")
    @ResponseBody
    Found search(
            User user,
            @PathVariable long id,
            @RequestParam String text,
            @RequestParam @Nullable Integer job,
            @RequestParam @Nullable Integer attempt) {
        var build = builds.require(user, id, Role.READ);
        if (text.isBlank() || text.length() > MOST_SEARCHED) {
            throw Problem.invalid(
                    "text",
                    "What is searched for has 1 to %d characters.".formatted(MOST_SEARCHED));
        }
        return new Found(logs.search(build, new BuildLogs.Which(job, attempt), text));
    }

    @PostMapping("/again")
    String again(User user, @PathVariable long id, @RequestParam(defaultValue = "") String agent) {
        var build = builds.require(user, id, Role.WRITE);
        var next = builds.again(user, build, agent.isEmpty() ? null : agent);
        return "redirect:" + next.url();
    }

    /** Begins a job that waits for a person. */
    @PostMapping("/jobs/{position}/start")
    String start(User user, @PathVariable long id, @PathVariable int position) {
        var build = builds.require(user, id, Role.WRITE);
        manual.start(user, build, position);
        return "redirect:%s?job=%d".formatted(build.url(), position);
    }

    @PostMapping("/cancellation")
    String cancel(User user, @PathVariable long id) {
        var build = builds.require(user, id, Role.WRITE);
        builds.cancel(user, build);
        return "redirect:" + build.url();
    }

    private ModelAndView view(String template, User user, Build build, @Nullable Integer job) {
        return new ModelAndView(template, Map.of("page", views.page(user, build, job)));
    }
}
