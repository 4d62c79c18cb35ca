package dev.fairlead.notify;

import dev.fairlead.outbound.Outbound;
import dev.fairlead.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each kind of channel takes as its address and its settings. */
final class KindRules {
    private static final int LONGEST_ROOM = 100;
    private static final List<String> DIALECTS = List.of("slack", "mattermost", "teams");

    private KindRules() {}

    /** Of a chat the address is a secret, and only its host is shown. */
    static String address(ChannelKind kind, String address, @Nullable String secret) {
        return switch (kind) {
            case WEBHOOK -> Outbound.url("address", address).toString();
            case CHAT ->
                    secret == null || secret.isEmpty()
                            ? address
                            : String.valueOf(Outbound.url("secret", secret).getHost());
            case HIPCHAT, GRAFANA, GRAPHITE -> base(address);
        };
    }

    /** Refuses what a new channel cannot do without. */
    static void requireWhole(ChannelDraft draft) {
        var secret = draft.secret();
        if (secret == null || secret.isEmpty()) {
            switch (draft.kind()) {
                case CHAT ->
                        throw Problem.invalid(
                                "secret",
                                "secret: must be the address that the chat gave for incoming messages.");
                case HIPCHAT, GRAFANA ->
                        throw Problem.invalid(
                                "secret",
                                "secret: must be a token that %s takes."
                                        .formatted(draft.kind().title()));
                case WEBHOOK, GRAPHITE -> {}
            }
        }
    }

    /** Or who administers the project could have its token sent to themselves. */
    static void requireSecretFor(Channel channel, ChannelDraft draft) {
        var sendsIt = channel.kind() != ChannelKind.WEBHOOK && channel.kind() != ChannelKind.CHAT;
        if (sendsIt
                && channel.secret()
                && draft.secret() == null
                && !channel.address().equals(draft.address())) {
            throw Problem.invalid(
                    "secret", "secret: must be given again, because the address is another one.");
        }
    }

    static Map<String, String> settings(ChannelKind kind, Map<String, String> given) {
        var settings = new LinkedHashMap<String, String>();
        switch (kind) {
            case CHAT -> settings.put("dialect", dialect(given.getOrDefault("dialect", "")));
            case HIPCHAT -> settings.put("room", room(given.getOrDefault("room", "")));
            case WEBHOOK, GRAFANA, GRAPHITE -> {}
        }
        for (var name : given.keySet()) {
            if (!settings.containsKey(name)) {
                throw Problem.invalid(
                        "settings",
                        "settings: %s has no \"%s\"; it has %s."
                                .formatted(
                                        kind.title(),
                                        name.length() <= 64 ? name : name.substring(0, 64) + "…",
                                        settings.isEmpty()
                                                ? "none"
                                                : String.join(", ", settings.keySet())));
            }
        }
        return Map.copyOf(settings);
    }

    private static String base(String address) {
        var url = Outbound.url("address", address);
        if (url.getRawQuery() != null) {
            throw Problem.invalid("address", "address: must have no ?, was \"" + url + "\".");
        }
        return url.toString().replaceAll("/+$", "");
    }

    private static String dialect(String given) {
        var dialect = given.isEmpty() ? DIALECTS.getFirst() : given;
        if (!DIALECTS.contains(dialect)) {
            throw Problem.invalid(
                    "dialect",
                    "dialect: must be one of %s.".formatted(String.join(", ", DIALECTS)));
        }
        return dialect;
    }

    private static String room(String given) {
        var room = given.strip();
        if (room.isEmpty()
                || room.length() > LONGEST_ROOM
                || room.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(
                    "room",
                    "room: must be the name or number of a room, of at most %d characters."
                            .formatted(LONGEST_ROOM));
        }
        return room;
    }
}
