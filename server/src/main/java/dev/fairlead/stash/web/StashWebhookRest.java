package dev.fairlead.stash.web;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.notify.Webhooks;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks as tools set them up by themselves; for who administers the project. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY + "/webhooks")
class StashWebhookRest {
    private final StashRepositories repositories;
    private final Webhooks webhooks;

    StashWebhookRest(StashRepositories repositories, Webhooks webhooks) {
        this.repositories = repositories;
        this.webhooks = webhooks;
    }

    @GetMapping
    Page<StashWebhook> list(
            User user, @PathVariable String key, @PathVariable String slug, Paging paging) {
        return Page.ofAll(paging, webhooks.of(require(user, key, slug))).map(StashWebhook::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    StashWebhook create(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestBody StashWebhook.Wanted wanted) {
        var repository = require(user, key, slug);
        return StashWebhook.of(webhooks.create(user, repository, wanted.draft()));
    }

    @GetMapping("/{id}")
    StashWebhook get(
            User user, @PathVariable String key, @PathVariable String slug, @PathVariable long id) {
        return StashWebhook.of(webhooks.get(require(user, key, slug), id));
    }

    @PutMapping("/{id}")
    StashWebhook change(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable long id,
            @RequestBody StashWebhook.Wanted wanted) {
        var repository = require(user, key, slug);
        var webhook = webhooks.get(repository, id);
        return StashWebhook.of(webhooks.change(user, repository, webhook, wanted.draft()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            User user, @PathVariable String key, @PathVariable String slug, @PathVariable long id) {
        var repository = require(user, key, slug);
        webhooks.delete(user, repository, webhooks.get(repository, id));
    }

    private Repository require(User user, String key, String slug) {
        return repositories.require(user, key, slug, Role.ADMINISTER);
    }
}
