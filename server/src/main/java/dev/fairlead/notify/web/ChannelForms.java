package dev.fairlead.notify.web;

import dev.fairlead.notify.Channel;
import dev.fairlead.notify.ChannelDraft;
import dev.fairlead.notify.ChannelKind;
import dev.fairlead.notify.NoticeEvent;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between a channel and the fields of its form. */
final class ChannelForms {
    private static final String EVENT = "event ";
    private static final String ENVIRONMENT = "environment ";
    private static final String SETTING = "setting-";

    private ChannelForms() {}

    /** What the form of a new one begins with: active, told of all that people want to know. */
    static Form fresh(ChannelKind kind) {
        var values = new HashMap<>(Map.of("active", "on"));
        kind.hears().forEach(event -> values.put(chosen(event), "on"));
        return Form.of(values);
    }

    /** As it is, without its secret. */
    static Form of(Channel channel) {
        var values = new HashMap<String, String>();
        values.put("name", channel.name());
        values.put("address", channel.address());
        values.put("active", channel.active() ? "on" : "");
        channel.settings().forEach((name, value) -> values.put(SETTING + name, value));
        channel.events().forEach(event -> values.put(chosen(event), "on"));
        channel.environments().forEach(name -> values.put(chosen(name), "on"));
        return Form.of(values);
    }

    static String chosen(NoticeEvent event) {
        return EVENT + event.key();
    }

    static String chosen(String environment) {
        return ENVIRONMENT + environment;
    }

    /** What was typed; nothing typed keeps the secret, and the box beside it takes it away. */
    static ChannelDraft draft(
            ChannelKind kind, @Nullable Channel channel, Map<String, String> typed) {
        var events =
                Arrays.stream(NoticeEvent.values())
                        .filter(event -> typed.containsKey(chosen(event)))
                        .map(NoticeEvent::key)
                        .toList();
        var secret = typed.getOrDefault("secret", "");
        var keeps = channel != null && secret.isEmpty() && !typed.containsKey("unsigned");
        return ChannelDraft.of(
                kind,
                typed.get("name"),
                address(kind, channel, typed.get("address")),
                below(SETTING, typed),
                events,
                below(ENVIRONMENT, typed).keySet().stream().toList(),
                typed.containsKey("active"),
                keeps ? null : secret);
    }

    /** That of a chat comes with its secret, and stays with it. */
    static @Nullable String address(
            ChannelKind kind, @Nullable Channel channel, @Nullable String typed) {
        return kind == ChannelKind.CHAT && channel != null ? channel.address() : typed;
    }

    /** What the form calls the field that was refused. */
    static @Nullable String field(Problem problem, Map<String, String> typed) {
        var setting = SETTING + problem.field();
        return typed.containsKey(setting) ? setting : problem.field();
    }

    private static Map<String, String> below(String prefix, Map<String, String> typed) {
        var found = new HashMap<String, String>();
        typed.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
