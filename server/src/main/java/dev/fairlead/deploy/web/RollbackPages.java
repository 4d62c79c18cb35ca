package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.Readiness;
import dev.fairlead.deploy.Rollbacks;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Whether an environment could go back, for people and for scripts. */
@Controller
class RollbackPages {
    private final Environments environments;
    private final Rollbacks rollbacks;

    RollbackPages(Environments environments, Rollbacks rollbacks) {
        this.environments = environments;
        this.rollbacks = rollbacks;
    }

    @PostMapping("/projects/{key}/environments/{name}/rollback-readiness")
    String look(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            HttpServletResponse response) {
        var environment = environments.require(user, key, name, Role.READ);
        var found = rollbacks.look(user, environment);
        Flash.say(
                response,
                found.ready()
                        ? name + " could go back to " + found.version() + "."
                        : name + " could not go back now.");
        return "redirect:" + environment.url(key);
    }

    /** As scripts read it; facts hold, are unsure, or fail. */
    record ReadinessJson(boolean ready, String version, Instant checked, List<FactJson> facts) {
        record FactJson(String standing, String sentence, @Nullable Instant since) {}

        static ReadinessJson of(Readiness readiness) {
            return new ReadinessJson(
                    readiness.ready(),
                    readiness.version(),
                    readiness.checked(),
                    readiness.facts().stream()
                            .map(one ->
                                    new FactJson(
                                            one.standing().word(), one.sentence(), one.since()))
                            .toList());
        }
    }

    @GetMapping("/api/v1/projects/{key}/environments/{name}/rollback-readiness")
    @ResponseBody
    ReadinessJson get(User user, @PathVariable String key, @PathVariable String name) {
        var environment = environments.require(user, key, name, Role.READ);
        return rollbacks
                .readiness(environment)
                .map(ReadinessJson::of)
                .orElseThrow(() ->
                        Problem.notFound("The way back of " + name + " was not looked at yet."));
    }

    @PostMapping("/api/v1/projects/{key}/environments/{name}/rollback-readiness")
    @ResponseBody
    ReadinessJson lookByScript(User user, @PathVariable String key, @PathVariable String name) {
        return ReadinessJson.of(
                rollbacks.look(user, environments.require(user, key, name, Role.READ)));
    }
}
