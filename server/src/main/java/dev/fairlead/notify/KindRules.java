package dev.fairlead.notify;

import dev.fairlead.deploy.WayName;
import dev.fairlead.outbound.Outbound;
import dev.fairlead.problem.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What each kind of channel takes as its address and its settings. */
final class KindRules {
    private static final int LONGEST_LINE = 100;
    private static final int LONGEST_FILE = 1_000;
    private static final int MOST_ADDRESSES = 10;
    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern MAIL_ADDRESS =
            Pattern.compile("[\\p{Alnum}.!#$%&'*+/=?^_`{|}~-]+@[\\p{Alnum}.-]+");
    private static final int MOST_MINUTES = 1_440;
    private static final String USUAL_MINUTES = "30";
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
            case NAGIOS -> file(address.strip());
            case MAIL -> addresses(address);
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
                case WEBHOOK, GRAPHITE, NAGIOS, MAIL -> {}
            }
        }
    }

    /** Or who administers the project could have its token sent to themselves. */
    static void requireSecretFor(Channel channel, ChannelDraft draft) {
        if (sendsIt(channel.kind())
                && channel.secret()
                && draft.secret() == null
                && !channel.address().equals(draft.address())) {
            throw Problem.invalid(
                    "secret", "secret: must be given again, because the address is another one.");
        }
    }

    private static boolean sendsIt(ChannelKind kind) {
        return switch (kind) {
            case HIPCHAT, GRAFANA, GRAPHITE -> true;
            case WEBHOOK, CHAT, NAGIOS, MAIL -> false;
        };
    }

    static Map<String, String> settings(ChannelKind kind, Map<String, String> given) {
        var settings = new LinkedHashMap<String, String>();
        switch (kind) {
            case CHAT -> settings.put("dialect", dialect(given.getOrDefault("dialect", "")));
            case HIPCHAT -> settings.put("room", room(given.getOrDefault("room", "")));
            case NAGIOS -> {
                settings.put("agent", line("agent", given.getOrDefault("agent", "").strip()));
                settings.put("through", through(given.getOrDefault("through", "").strip()));
                settings.put("hosts", given.getOrDefault("hosts", "").strip());
                settings.put("minutes", minutes(given.getOrDefault("minutes", "").strip()));
                NagiosWords.hosts(settings.get("hosts"));
            }
            case WEBHOOK, GRAFANA, GRAPHITE, MAIL -> {}
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
        if (given.isBlank()) {
            throw Problem.invalid("room", "room: must be the name or number of a room.");
        }
        return line("room", given.strip());
    }

    private static String addresses(String given) {
        var addresses =
                Arrays.stream(given.split("[,\\s]+")).filter(one -> !one.isEmpty()).toList();
        if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
            throw Problem.invalid(
                    "address", "address: must be 1 to %d, with commas.".formatted(MOST_ADDRESSES));
        }
        for (var one : addresses) {
            if (one.length() > LONGEST_ADDRESS || !MAIL_ADDRESS.matcher(one).matches()) {
                throw Problem.invalid(
                        "address",
                        "address: must be such as team@example.org, was \"%s\"."
                                .formatted(ChatWords.line(one, 100)));
            }
        }
        return String.join(", ", addresses);
    }

    private static String file(String address) {
        if (!address.startsWith("/")
                || address.length() > LONGEST_FILE
                || address.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(
                    "address",
                    "address: must be the whole path of Nagios's command file, such as /var/lib/nagios4/rw/nagios.cmd.");
        }
        return address;
    }

    /** Empty where Nagios runs on the agent's machine. */
    private static String through(String given) {
        if (!given.isEmpty()) {
            WayName.of(given);
        }
        return given;
    }

    private static String minutes(String given) {
        var minutes = given.isEmpty() ? USUAL_MINUTES : given;
        if (!minutes.matches("\\d{1,4}")
                || Integer.parseInt(minutes) < 1
                || Integer.parseInt(minutes) > MOST_MINUTES) {
            throw Problem.invalid(
                    "minutes", "minutes: must be a number from 1 to %d.".formatted(MOST_MINUTES));
        }
        return minutes;
    }

    private static String line(String field, String given) {
        if (given.length() > LONGEST_LINE || given.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(
                    field,
                    "%s: must have at most %d characters on one line."
                            .formatted(field, LONGEST_LINE));
        }
        return given;
    }
}
