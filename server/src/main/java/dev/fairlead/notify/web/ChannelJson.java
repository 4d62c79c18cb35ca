package dev.fairlead.notify.web;

import dev.fairlead.notify.Channel;
import dev.fairlead.notify.NoticeEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A channel as scripts see it; its secret is never among it. */
record ChannelJson(
        long id,
        String kind,
        String name,
        String address,
        Map<String, String> settings,
        List<String> events,
        List<String> environments,
        boolean active,
        boolean hasSecret,
        @Nullable String failingSince,
        @Nullable String pausedUntil) {
    static ChannelJson of(Channel channel) {
        return new ChannelJson(
                channel.id(),
                channel.kind().word(),
                channel.name(),
                channel.address(),
                channel.settings(),
                channel.events().stream().map(NoticeEvent::key).toList(),
                channel.environments(),
                channel.active(),
                channel.secret(),
                channel.failingSince() == null ? null : channel.failingSince().toString(),
                channel.pausedUntil() == null ? null : channel.pausedUntil().toString());
    }
}
