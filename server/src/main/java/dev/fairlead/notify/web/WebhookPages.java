package dev.fairlead.notify.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.notify.WebhookDraft;
import dev.fairlead.notify.WebhookEvent;
import dev.fairlead.notify.Webhooks;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The webhooks among a repository's settings, for who administers the project. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/settings/webhooks")
class WebhookPages {
    private final Repositories repositories;
    private final Webhooks webhooks;
    private final WebhookViews views;

    WebhookPages(Repositories repositories, Webhooks webhooks, WebhookViews views) {
        this.repositories = repositories;
        this.webhooks = webhooks;
        this.views = views;
    }

    @GetMapping
    ModelAndView list(User user, @PathVariable String key, @PathVariable String slug) {
        return views.list(require(user, key, slug), WebhookViews.fresh());
    }

    @PostMapping
    ModelAndView create(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response) {
        var repository = require(user, key, slug);
        try {
            var made = webhooks.create(user, repository, draft(typed, typed.get("secret")));
            Flash.say(response, made.name() + " is told from now on. Send it a test.");
            return to(repository, made.id());
        } catch (Problem problem) {
            return RefusedForm.on(
                    form -> views.list(repository, form), typed, problem, problem.field());
        }
    }

    @GetMapping("/{id}")
    ModelAndView one(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable long id,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        var repository = require(user, key, slug);
        var webhook = webhooks.get(repository, id);
        return views.one(repository, webhook, WebhookViews.of(webhook), before);
    }

    @PostMapping("/{id}")
    ModelAndView change(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response) {
        var repository = require(user, key, slug);
        var webhook = webhooks.get(repository, id);
        try {
            var changed = webhooks.change(user, repository, webhook, draft(typed, secret(typed)));
            Flash.say(response, changed.name() + " is changed.");
            return to(repository, id);
        } catch (Problem problem) {
            return RefusedForm.on(
                    form -> views.one(repository, webhook, form, Long.MAX_VALUE),
                    typed,
                    problem,
                    problem.field());
        }
    }

    @PostMapping("/{id}/removal")
    ModelAndView remove(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable long id,
            HttpServletResponse response) {
        var repository = require(user, key, slug);
        var webhook = webhooks.get(repository, id);
        webhooks.delete(user, repository, webhook);
        Flash.say(response, webhook.name() + " is gone, and so is its log.");
        return new ModelAndView("redirect:" + repository.url() + "/settings/webhooks");
    }

    @PostMapping("/{id}/tests")
    ModelAndView test(
            User user, @PathVariable String key, @PathVariable String slug, @PathVariable long id) {
        var repository = require(user, key, slug);
        var sent = webhooks.test(user, repository, webhooks.get(repository, id));
        return to(repository, id, sent.id());
    }

    @GetMapping("/{id}/deliveries/{delivery}")
    ModelAndView delivery(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable long id,
            @PathVariable long delivery) {
        var repository = require(user, key, slug);
        var webhook = webhooks.get(repository, id);
        return new ModelAndView(
                "notify/delivery",
                Map.of(
                        "place",
                        views.place(repository),
                        "repository",
                        repository,
                        "webhook",
                        webhook,
                        "delivery",
                        webhooks.delivery(webhook, delivery)));
    }

    @PostMapping("/{id}/deliveries/{delivery}/redelivery")
    ModelAndView redeliver(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable long id,
            @PathVariable long delivery) {
        var repository = require(user, key, slug);
        var webhook = webhooks.get(repository, id);
        var sent = webhooks.redeliver(user, repository, webhook, delivery);
        return to(repository, id, sent.id());
    }

    private Repository require(User user, String key, String slug) {
        return repositories.require(user, key, slug, Role.ADMINISTER);
    }

    private static WebhookDraft draft(Map<String, String> typed, @Nullable String secret) {
        var events =
                Arrays.stream(WebhookEvent.values())
                        .filter(event -> typed.containsKey(WebhookViews.chosen(event)))
                        .map(WebhookEvent::key)
                        .toList();
        return WebhookDraft.of(
                typed.get("name"), typed.get("url"), events, typed.containsKey("active"), secret);
    }

    /** Nothing typed keeps the secret; the box beside it takes it away. */
    private static @Nullable String secret(Map<String, String> typed) {
        var secret = typed.getOrDefault("secret", "");
        return secret.isEmpty() && !typed.containsKey("unsigned") ? null : secret;
    }

    private static ModelAndView to(Repository repository, long webhook) {
        return new ModelAndView(
                "redirect:%s/settings/webhooks/%d".formatted(repository.url(), webhook));
    }

    private static ModelAndView to(Repository repository, long webhook, long delivery) {
        return new ModelAndView(
                "redirect:%s/settings/webhooks/%d/deliveries/%d"
                        .formatted(repository.url(), webhook, delivery));
    }
}
