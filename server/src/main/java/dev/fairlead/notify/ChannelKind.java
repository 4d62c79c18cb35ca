package dev.fairlead.notify;

import static dev.fairlead.notify.NoticeEvent.BUILD_BROKE;
import static dev.fairlead.notify.NoticeEvent.BUILD_FIXED;
import static dev.fairlead.notify.NoticeEvent.DEPLOYMENT_FAILED;
import static dev.fairlead.notify.NoticeEvent.DEPLOYMENT_STARTED;
import static dev.fairlead.notify.NoticeEvent.DEPLOYMENT_STOPPED;
import static dev.fairlead.notify.NoticeEvent.DEPLOYMENT_STUCK;
import static dev.fairlead.notify.NoticeEvent.DEPLOYMENT_VERIFIED;
import static dev.fairlead.notify.NoticeEvent.DEPLOYMENT_WAITING;
import static dev.fairlead.notify.NoticeEvent.HOST_BEGAN;
import static dev.fairlead.notify.NoticeEvent.HOST_ENDED;
import static dev.fairlead.notify.NoticeEvent.RELEASED;

import dev.fairlead.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What stands at the other end of a channel, and so in which words it is told. */
public enum ChannelKind {
    WEBHOOK("Webhook"),
    /** Slack, and what takes messages as Slack does. */
    CHAT("Chat"),
    HIPCHAT("HipChat"),
    GRAFANA("Grafana"),
    GRAPHITE("Graphite"),
    NAGIOS("Nagios"),
    MAIL("Mail");

    private final String title;

    ChannelKind(String title) {
        this.title = title;
    }

    /** As people and scripts write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** What it can be told of. */
    public List<NoticeEvent> hears() {
        return switch (this) {
            case WEBHOOK -> List.of(NoticeEvent.values());
            case CHAT, HIPCHAT, MAIL ->
                    List.of(
                            DEPLOYMENT_WAITING,
                            DEPLOYMENT_STARTED,
                            DEPLOYMENT_STUCK,
                            DEPLOYMENT_VERIFIED,
                            DEPLOYMENT_FAILED,
                            DEPLOYMENT_STOPPED,
                            BUILD_BROKE,
                            BUILD_FIXED,
                            RELEASED);
            case GRAFANA, GRAPHITE ->
                    List.of(
                            DEPLOYMENT_STARTED,
                            DEPLOYMENT_VERIFIED,
                            DEPLOYMENT_FAILED,
                            DEPLOYMENT_STOPPED);
            case NAGIOS -> List.of(HOST_BEGAN, HOST_ENDED, DEPLOYMENT_VERIFIED);
        };
    }

    /** Whether somebody chooses of what; a marker without its end would be none. */
    public boolean chooses() {
        return this != GRAFANA && this != GRAPHITE && this != NAGIOS;
    }

    public static ChannelKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(
                                "kind",
                                "kind: must be one of %s, was \"%s\"."
                                        .formatted(
                                                Arrays.stream(values())
                                                        .map(ChannelKind::word)
                                                        .collect(Collectors.joining(", ")),
                                                shown(word))));
    }

    private static String shown(String word) {
        return word.length() <= 64 ? word : word.substring(0, 64) + "…";
    }
}
