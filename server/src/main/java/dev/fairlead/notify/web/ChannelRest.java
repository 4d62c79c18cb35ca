package dev.fairlead.notify.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.notify.Channel;
import dev.fairlead.notify.ChannelDraft;
import dev.fairlead.notify.ChannelKind;
import dev.fairlead.notify.Channels;
import dev.fairlead.web.Listing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** A project's channels for scripts of who administers it. */
@RestController
@RequestMapping("/api/v1/projects/{project}/channels")
class ChannelRest {
    /**
     * A channel as it is wanted.
     *
     * @param kind of a new one; a channel stays of its kind
     * @param secret left out keeps what there is, empty removes it
     */
    record Wanted(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String address,
            @Nullable Map<String, String> settings,
            @Nullable List<String> events,
            @Nullable List<String> environments,
            @Nullable Boolean active,
            @Nullable String secret) {
        ChannelDraft draft(ChannelKind kind, @Nullable Channel channel) {
            return ChannelDraft.of(
                    kind,
                    name,
                    ChannelForms.address(kind, channel, address),
                    settings,
                    events,
                    environments,
                    active == null || active,
                    secret);
        }
    }

    private final Projects projects;
    private final Channels channels;

    ChannelRest(Projects projects, Channels channels) {
        this.projects = projects;
        this.channels = channels;
    }

    @GetMapping
    Listing<ChannelJson> list(User user, @PathVariable String project) {
        var asked = require(user, project);
        return Listing.of(channels.of(asked).stream().map(ChannelJson::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ChannelJson create(User user, @PathVariable String project, @RequestBody Wanted wanted) {
        var asked = require(user, project);
        var kind = ChannelKind.of(Objects.requireNonNullElse(wanted.kind(), ""));
        return ChannelJson.of(channels.create(user, asked, wanted.draft(kind, null)));
    }

    @GetMapping("/{id}")
    ChannelJson get(User user, @PathVariable String project, @PathVariable long id) {
        return ChannelJson.of(channels.get(require(user, project), id));
    }

    @PutMapping("/{id}")
    ChannelJson change(
            User user,
            @PathVariable String project,
            @PathVariable long id,
            @RequestBody Wanted wanted) {
        var asked = require(user, project);
        var channel = channels.get(asked, id);
        var draft = wanted.draft(channel.kind(), channel);
        return ChannelJson.of(channels.change(user, asked, channel, draft));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(User user, @PathVariable String project, @PathVariable long id) {
        var asked = require(user, project);
        channels.delete(user, asked, channels.get(asked, id));
    }

    /** Sends a test; the answer is the delivery, which goes out in a moment. */
    @PostMapping("/{id}/tests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryJson test(User user, @PathVariable String project, @PathVariable long id) {
        var asked = require(user, project);
        return DeliveryJson.whole(channels.test(user, asked, channels.get(asked, id)));
    }

    /** Newest first, 100 at a time; the next page is those before its last. */
    @GetMapping("/{id}/deliveries")
    Listing<DeliveryJson> deliveries(
            User user,
            @PathVariable String project,
            @PathVariable long id,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        var channel = channels.get(require(user, project), id);
        return DeliveryJson.page(
                channels.deliveries(channel, before, Listing.PAGE + 1),
                "/api/v1/projects/%s/channels/%d/deliveries".formatted(project, id));
    }

    @GetMapping("/{id}/deliveries/{delivery}")
    DeliveryJson delivery(
            User user,
            @PathVariable String project,
            @PathVariable long id,
            @PathVariable long delivery) {
        var channel = channels.get(require(user, project), id);
        return DeliveryJson.whole(channels.delivery(channel, delivery));
    }

    @PostMapping("/{id}/deliveries/{delivery}/redelivery")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryJson redeliver(
            User user,
            @PathVariable String project,
            @PathVariable long id,
            @PathVariable long delivery) {
        var asked = require(user, project);
        var channel = channels.get(asked, id);
        return DeliveryJson.whole(channels.redeliver(user, asked, channel, delivery));
    }

    private Project require(User user, String project) {
        return projects.require(user, project, Role.ADMINISTER);
    }
}
