package dev.fairlead.notify.web;

import dev.fairlead.issue.Project;
import dev.fairlead.notify.Channel;
import dev.fairlead.notify.ChannelKind;
import dev.fairlead.notify.Channels;
import dev.fairlead.notify.Delivery;
import dev.fairlead.notify.NoticeEvent;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a project, or one of them with its log.
 *
 * @param channel the one that is shown; null on the page of all
 * @param kind of the channel that the form is about
 * @param environments of the project, by name
 * @param form what was typed, or what there is
 * @param earlier the address of the deliveries before those shown, or null
 */
public record ChannelPage(
        Project project,
        List<Channel> all,
        @Nullable Channel channel,
        ChannelKind kind,
        List<String> environments,
        List<Delivery> deliveries,
        Form form,
        @Nullable String earlier,
        Instant now) {
    public Place place() {
        return new Place(project.key(), project.name(), Section.SETTINGS);
    }

    public String url() {
        return Channels.url(project.key());
    }

    public String url(Channel one) {
        return url() + "/" + one.id();
    }

    public List<ChannelKind> kinds() {
        return List.of(ChannelKind.values());
    }

    public boolean isChosen(NoticeEvent event) {
        return form.value(ChannelForms.chosen(event)).equals("on");
    }

    public boolean isChosen(String environment) {
        return form.value(ChannelForms.chosen(environment)).equals("on");
    }

    public boolean isActive() {
        return form.value("active").equals("on");
    }

    public boolean hasSecret() {
        return channel != null && channel.secret();
    }

    public String state(Channel one) {
        return DeliveryLook.state(one.active(), one.failingSince());
    }

    public String words(Channel one) {
        return DeliveryLook.words(one.active(), one.failingSince(), now);
    }

    /** When something is sent to it next; null where nothing waits. */
    public @Nullable Instant nextTry() {
        var paused = channel == null ? null : channel.pausedUntil();
        return DeliveryLook.nextTry(paused, deliveries, now);
    }

    /** What was sent, or will be, and to where. */
    public String sent(Delivery delivery) {
        var to =
                delivery.sentTo() == null && channel != null
                        ? channel.address()
                        : delivery.sentTo();
        return "To: %s\nId: %s\n\n%s".formatted(to, delivery.requestId(), delivery.body());
    }

    /** A dialect as its makers write it. */
    public static String title(String dialect) {
        return dialect.substring(0, 1).toUpperCase(Locale.ROOT) + dialect.substring(1);
    }

    public static String told(Channel one) {
        return one.environments().isEmpty()
                ? "all environments"
                : String.join(", ", one.environments());
    }
}
