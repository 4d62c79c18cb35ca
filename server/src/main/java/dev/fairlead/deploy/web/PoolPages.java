package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.PoolReturns;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** What is out of the pool now, and the button that puts back what is healthy. */
@Controller
@RequestMapping("/projects/{key}")
class PoolPages {
    private final Environments environments;
    private final PoolReturns returns;
    private final PoolViews views;
    private final Projects projects;

    PoolPages(Environments environments, PoolReturns returns, PoolViews views, Projects projects) {
        this.environments = environments;
        this.returns = returns;
        this.views = views;
        this.projects = projects;
    }

    @GetMapping("/balancers")
    ModelAndView all(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.READ);
        return view(views.page(user, project, null, environments.of(project)));
    }

    @GetMapping("/environments/{name}/balancers")
    ModelAndView one(User user, @PathVariable String key, @PathVariable String name) {
        var environment = environments.require(user, key, name, Role.READ);
        var project = projects.require(user, key, Role.READ);
        return view(views.page(user, project, name, List.of(environment)));
    }

    @PostMapping("/environments/{name}/balancers/returns")
    String putBack(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            HttpServletResponse response) {
        var environment = environments.require(user, key, name, Role.READ);
        try {
            returns.begin(user, environment);
        } catch (Problem refused) {
            if (refused.status() == HttpStatus.FORBIDDEN.value()) {
                throw refused;
            }
            Flash.say(response, refused.detail());
        }
        return "redirect:" + environment.url(key) + "/balancers";
    }

    private static ModelAndView view(PoolPage page) {
        return new ModelAndView("deploy/balancers", Map.of("page", page));
    }
}
