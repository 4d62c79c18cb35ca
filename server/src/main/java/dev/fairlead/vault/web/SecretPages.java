package dev.fairlead.vault.web;

import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.vault.Grants;
import dev.fairlead.vault.SecretPlace;
import dev.fairlead.vault.Vault;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Named secrets, for who administers their project. What was typed as a value is never shown. */
@Controller
@RequestMapping({"/projects/{key}/secrets", "/projects/{key}/repositories/{slug}/settings/secrets"})
class SecretPages {
    private final Vault vault;
    private final SecretPlaces places;

    SecretPages(Vault vault, SecretPlaces places) {
        this.vault = vault;
        this.places = places;
    }

    @GetMapping
    ModelAndView list(
            User user,
            @PathVariable String key,
            @PathVariable(required = false) @Nullable String slug,
            @RequestParam(defaultValue = "") String change) {
        var place = places.require(user, key, slug);
        var page = page(user, place);
        return view(page, page.form(change));
    }

    @PostMapping
    ModelAndView set(
            User user,
            @PathVariable String key,
            @PathVariable(required = false) @Nullable String slug,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "false") boolean releases,
            @RequestParam(defaultValue = "false") boolean schedules,
            @RequestParam(name = "environment", defaultValue = "") List<String> environments,
            HttpServletResponse response) {
        var place = places.require(user, key, slug);
        var grants = new Grants(releases, schedules, environments);
        try {
            var secret =
                    vault.set(user, place, name.strip(), value.isEmpty() ? null : value, grants);
            Flash.say(
                    response,
                    "%s is kept, for %s.".formatted(secret.name(), secret.grants().words()));
            return to(place);
        } catch (Problem problem) {
            var typed = new HashMap<>(SecretPage.typed(name, grants));
            typed.put("value", "");
            var view = view(page(user, place), Form.of(typed).refused(problem));
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    @PostMapping("/{name}/removal")
    ModelAndView remove(
            User user,
            @PathVariable String key,
            @PathVariable(required = false) @Nullable String slug,
            @PathVariable String name,
            HttpServletResponse response) {
        var place = places.require(user, key, slug);
        vault.remove(user, place, name);
        Flash.say(response, name + " is gone.");
        return to(place);
    }

    private SecretPage page(User user, SecretPlace place) {
        return new SecretPage(place, vault.of(user, place), vault.environments(place));
    }

    private static ModelAndView view(SecretPage page, Form form) {
        return new ModelAndView("vault/secrets", Map.of("page", page, "form", form));
    }

    private static ModelAndView to(SecretPlace place) {
        return new ModelAndView("redirect:" + place.url());
    }
}
