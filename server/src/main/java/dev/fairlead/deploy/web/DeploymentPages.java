package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Decision;
import dev.fairlead.deploy.Decisions;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Step;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.work.Signals;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of one deployment. */
@Controller
@RequestMapping("/deployments/{id}")
class DeploymentPages {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Deployments deployments;
    private final Decisions decisions;
    private final DeploymentViews views;
    private final Signals signals;

    DeploymentPages(
            Deployments deployments, Decisions decisions, DeploymentViews views, Signals signals) {
        this.deployments = deployments;
        this.decisions = decisions;
        this.views = views;
        this.signals = signals;
    }

    @GetMapping
    ModelAndView page(
            User user, @PathVariable long id, @RequestParam(required = false) @Nullable Long step) {
        return view("deploy/deployment", user, deployments.require(user, id, Role.READ), step);
    }

    /** What changes while it runs; answers as soon as that differs from what the page shows. */
    @GetMapping("/body")
    ModelAndView body(
            User user,
            @PathVariable long id,
            @RequestParam String seen,
            @RequestParam(required = false) @Nullable Long step)
            throws InterruptedException {
        var until = System.nanoTime() + LONGEST_WAIT.toNanos();
        try (var watch = signals.watch(Deployment.topic(id))) {
            var deployment = deployments.require(user, id, Role.READ);
            while (seen(deployment).equals(seen) && System.nanoTime() < until) {
                watch.await(Duration.ofSeconds(1));
                deployment = deployments.require(user, id, Role.READ);
            }
            return view("deploy/body", user, deployment, step);
        }
    }

    @PostMapping("/decisions")
    String decide(
            User user,
            @PathVariable long id,
            @RequestParam String decision,
            @RequestParam @Nullable String host,
            HttpServletResponse response) {
        deployments.require(user, id, Role.READ);
        try {
            return "redirect:" + decisions.decide(user, id, Decision.of(decision), host).url();
        } catch (Problem refused) {
            Flash.say(response, refused.detail());
            return "redirect:/deployments/" + id;
        }
    }

    private String seen(Deployment deployment) {
        var steps = deployments.steps(deployment);
        return DeploymentPage.seen(deployment, Step.latest(steps), deployments.soaks(deployment))
                + PlayTable.mark(deployments.taskRunsMark(deployment, steps));
    }

    private ModelAndView view(
            String template, User user, Deployment deployment, @Nullable Long step) {
        return new ModelAndView(template, Map.of("page", views.page(user, deployment, step)));
    }
}
