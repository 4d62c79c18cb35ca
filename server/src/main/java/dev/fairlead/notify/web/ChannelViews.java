package dev.fairlead.notify.web;

import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.issue.Project;
import dev.fairlead.notify.Channel;
import dev.fairlead.notify.ChannelKind;
import dev.fairlead.notify.Channels;
import dev.fairlead.notify.Delivery;
import dev.fairlead.web.Form;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Makes the views of channels. */
@Component
class ChannelViews {
    private static final int SHOWN = 50;

    private final Channels channels;
    private final Environments environments;
    private final Clock clock;

    ChannelViews(Channels channels, Environments environments, Clock clock) {
        this.channels = channels;
        this.environments = environments;
        this.clock = clock;
    }

    ModelAndView list(Project project, ChannelKind kind, Form form) {
        var page =
                new ChannelPage(
                        project,
                        channels.of(project),
                        null,
                        kind,
                        environments(project),
                        List.of(),
                        form,
                        null,
                        clock.instant());
        return new ModelAndView("notify/channels", Map.of("page", page));
    }

    ModelAndView one(Project project, Channel channel, Form form, long before) {
        var found = channels.deliveries(channel, before, SHOWN + 1);
        var shown = found.subList(0, Math.min(SHOWN, found.size()));
        var page =
                new ChannelPage(
                        project,
                        List.of(channel),
                        channel,
                        channel.kind(),
                        environments(project),
                        shown,
                        form,
                        found.size() > SHOWN ? "?before=" + shown.getLast().id() : null,
                        clock.instant());
        return new ModelAndView("notify/channel", Map.of("page", page));
    }

    ModelAndView delivery(Project project, Channel channel, Delivery delivery) {
        var page =
                new ChannelPage(
                        project,
                        List.of(channel),
                        channel,
                        channel.kind(),
                        List.of(),
                        List.of(delivery),
                        Form.empty(),
                        null,
                        clock.instant());
        return new ModelAndView(
                "notify/channel-delivery", Map.of("page", page, "delivery", delivery));
    }

    private List<String> environments(Project project) {
        return environments.of(project).stream().map(Environment::name).toList();
    }
}
