package dev.fairlead.fleet.web;

import dev.fairlead.fleet.Pool;
import dev.fairlead.fleet.Pools;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pools and each pool as pages, for administrators. */
@Controller
@RequestMapping("/pools")
class PoolPages {
    private final Pools pools;
    private final Access access;
    private final Settings settings;

    PoolPages(Pools pools, Access access, Settings settings) {
        this.pools = pools;
        this.access = access;
        this.settings = settings;
    }

    @GetMapping
    String all(User user, Model model) {
        access.requireAdministrator(user);
        return all(Form.empty(), model);
    }

    @PostMapping
    String create(
            User user,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        access.requireAdministrator(user);
        var form = Form.of(typed);
        try {
            var name = form.value("name").strip();
            var token = pools.create(user, name, form.value("description"), keys(form));
            return one(pools.get(name), token, null, model);
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return all(form.refused(problem), model);
        }
    }

    @GetMapping("/{name}")
    String one(User user, @PathVariable String name, Model model) {
        access.requireAdministrator(user);
        return one(pools.get(name), null, null, model);
    }

    @PostMapping("/{name}")
    String change(
            User user,
            @PathVariable String name,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        access.requireAdministrator(user);
        var form = Form.of(typed);
        try {
            pools.change(user, name, form.value("description"), keys(form));
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return one(pools.get(name), null, form.refused(problem), model);
        }
        Flash.say(response, "Pool %s is changed.".formatted(name));
        return "redirect:/pools/" + name;
    }

    /** Not a redirect: the token is shown on this answer and never again. */
    @PostMapping("/{name}/token")
    String renewToken(User user, @PathVariable String name, Model model) {
        access.requireAdministrator(user);
        return one(pools.get(name), pools.renewToken(user, name), null, model);
    }

    private static List<String> keys(Form form) {
        return Arrays.stream(form.value("projects").split("[\\s,]+"))
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private String all(Form form, Model model) {
        var projects = new LinkedHashMap<Pool, List<String>>();
        pools.all().forEach(pool -> projects.put(pool, pools.keys(pool)));
        model.addAttribute("pools", projects);
        model.addAttribute("form", form);
        return "fleet/pools";
    }

    private String one(Pool pool, @Nullable String token, @Nullable Form form, Model model) {
        var now =
                Map.of(
                        "description",
                        pool.description(),
                        "projects",
                        String.join(" ", pools.keys(pool)));
        model.addAttribute("pool", pool);
        model.addAttribute("token", token);
        model.addAttribute("form", form == null ? Form.of(now) : form);
        model.addAttribute("url", settings.baseUrl().toString());
        return "fleet/pool";
    }
}
