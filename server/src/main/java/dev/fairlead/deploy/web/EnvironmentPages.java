package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Adoptions;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.Promotions;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is where, and what goes where next. */
@Controller
@RequestMapping("/projects/{key}/environments")
class EnvironmentPages {
    private final Environments environments;
    private final EnvironmentViews views;
    private final Promotions promotions;
    private final Adoptions adoptions;

    EnvironmentPages(
            Environments environments,
            EnvironmentViews views,
            Promotions promotions,
            Adoptions adoptions) {
        this.environments = environments;
        this.views = views;
        this.promotions = promotions;
        this.adoptions = adoptions;
    }

    @GetMapping("/{name}")
    ModelAndView page(User user, @PathVariable String key, @PathVariable String name) {
        return view(user, key, name, Form.empty());
    }

    @PostMapping("/{name}/promotions")
    String promote(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam String version,
            @RequestParam String sha256,
            @RequestParam int environmentVersion,
            HttpServletResponse response) {
        var environment = environments.require(user, key, name, Role.READ);
        try {
            var shown = new Promotions.Shown(sha256, environmentVersion);
            return "redirect:" + promotions.promote(user, environment, version, shown).url();
        } catch (Problem refused) {
            Flash.say(response, refused.detail());
            return "redirect:" + environment.url(key);
        }
    }

    @PostMapping("/{name}/adoption")
    ModelAndView adopt(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam Map<String, String> typed) {
        var form = Form.of(typed);
        try {
            adoptions.adopt(user, key, name, form.value("version"), form.value("commit"));
            return new ModelAndView(
                    "redirect:" + environments.require(user, key, name, Role.READ).url(key));
        } catch (Problem refused) {
            if (refused.field() == null) {
                throw refused;
            }
            return view(user, key, name, form.refused(refused));
        }
    }

    private ModelAndView view(User user, String key, String name, Form form) {
        var environment = environments.require(user, key, name, Role.READ);
        return new ModelAndView(
                "deploy/environment", Map.of("page", views.page(user, environment, form)));
    }
}
