package dev.fairlead.notify.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.notify.WebhookDraft;
import dev.fairlead.notify.Webhooks;
import dev.fairlead.web.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A repository's webhooks for scripts of who administers its project. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/webhooks")
class WebhookRest {
    /**
     * A webhook as it is wanted.
     *
     * @param secret signs each body; left out keeps what there is, empty removes it
     */
    record Wanted(
            @Nullable String name,
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable Boolean active,
            @Nullable String secret) {
        WebhookDraft draft() {
            return WebhookDraft.of(name, url, events, active == null || active, secret);
        }
    }

    private final Repositories repositories;
    private final Webhooks webhooks;

    WebhookRest(Repositories repositories, Webhooks webhooks) {
        this.repositories = repositories;
        this.webhooks = webhooks;
    }

    @GetMapping
    Listing<WebhookJson> list(User user, @PathVariable String project, @PathVariable String slug) {
        var repository = require(user, project, slug);
        return Listing.of(webhooks.of(repository).stream().map(WebhookJson::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WebhookJson create(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestBody Wanted wanted) {
        var repository = require(user, project, slug);
        return WebhookJson.of(webhooks.create(user, repository, wanted.draft()));
    }

    @GetMapping("/{id}")
    WebhookJson get(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id) {
        return WebhookJson.of(webhooks.get(require(user, project, slug), id));
    }

    @PutMapping("/{id}")
    WebhookJson change(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id,
            @RequestBody Wanted wanted) {
        var repository = require(user, project, slug);
        var webhook = webhooks.get(repository, id);
        return WebhookJson.of(webhooks.change(user, repository, webhook, wanted.draft()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id) {
        var repository = require(user, project, slug);
        webhooks.delete(user, repository, webhooks.get(repository, id));
    }

    /** Sends a test; the answer is the delivery, which goes out in a moment. */
    @PostMapping("/{id}/tests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryJson test(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id) {
        var repository = require(user, project, slug);
        return DeliveryJson.whole(webhooks.test(user, repository, webhooks.get(repository, id)));
    }

    /** Newest first, 100 at a time; the next page is those before its last. */
    @GetMapping("/{id}/deliveries")
    Listing<DeliveryJson> deliveries(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        var repository = require(user, project, slug);
        return DeliveryJson.page(
                webhooks.deliveries(webhooks.get(repository, id), before, Listing.PAGE + 1),
                "/api/v1%s/webhooks/%d/deliveries".formatted(repository.url(), id));
    }

    @GetMapping("/{id}/deliveries/{delivery}")
    DeliveryJson delivery(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id,
            @PathVariable long delivery) {
        var webhook = webhooks.get(require(user, project, slug), id);
        return DeliveryJson.whole(webhooks.delivery(webhook, delivery));
    }

    @PostMapping("/{id}/deliveries/{delivery}/redelivery")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryJson redeliver(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id,
            @PathVariable long delivery) {
        var repository = require(user, project, slug);
        var webhook = webhooks.get(repository, id);
        return DeliveryJson.whole(webhooks.redeliver(user, repository, webhook, delivery));
    }

    private Repository require(User user, String project, String slug) {
        return repositories.require(user, project, slug, Role.ADMINISTER);
    }
}
