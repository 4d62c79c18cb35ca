package dev.fairlead.notify.web;

import dev.fairlead.code.Repository;
import dev.fairlead.issue.Projects;
import dev.fairlead.notify.Webhook;
import dev.fairlead.notify.WebhookEvent;
import dev.fairlead.notify.Webhooks;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Makes the views of webhooks. */
@Component
class WebhookViews {
    private static final int SHOWN = 50;

    private final Webhooks webhooks;
    private final Projects projects;
    private final Clock clock;

    WebhookViews(Webhooks webhooks, Projects projects, Clock clock) {
        this.webhooks = webhooks;
        this.projects = projects;
        this.clock = clock;
    }

    /** What the form of a new webhook begins with: active, told of pushes. */
    static Form fresh() {
        return Form.of(Map.of("active", "on", chosen(WebhookEvent.REFS_CHANGED), "on"));
    }

    /** The form of a webhook as it is, without its secret. */
    static Form of(Webhook webhook) {
        var values = new HashMap<String, String>();
        values.put("name", webhook.name());
        values.put("url", webhook.url());
        values.put("active", webhook.active() ? "on" : "");
        webhook.events().forEach(event -> values.put(chosen(event), "on"));
        return Form.of(values);
    }

    /** Names its box of the form. */
    static String chosen(WebhookEvent event) {
        return "events " + event.key();
    }

    Place place(Repository repository) {
        var project = projects.get(repository.projectId());
        return new Place(project.key(), project.name(), Section.CODE);
    }

    ModelAndView list(Repository repository, Form form) {
        var page =
                new WebhookPage(
                        place(repository),
                        repository,
                        webhooks.of(repository),
                        null,
                        List.of(),
                        form,
                        null,
                        clock.instant());
        return new ModelAndView("notify/webhooks", Map.of("page", page));
    }

    ModelAndView one(Repository repository, Webhook webhook, Form form, long before) {
        var found = webhooks.deliveries(webhook, before, SHOWN + 1);
        var shown = found.subList(0, Math.min(SHOWN, found.size()));
        var page =
                new WebhookPage(
                        place(repository),
                        repository,
                        List.of(webhook),
                        webhook,
                        shown,
                        form,
                        found.size() > SHOWN ? "?before=" + shown.getLast().id() : null,
                        clock.instant());
        return new ModelAndView("notify/webhook", Map.of("page", page));
    }
}
