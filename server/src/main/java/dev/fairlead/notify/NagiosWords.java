package dev.fairlead.notify;

import dev.fairlead.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands for Nagios. A host's downtime does not cover its services, so both are asked for. It is
 * fixed and has an end of its own: whoever dies in between, Nagios watches again after it. Its
 * comment names the deployment, so that ending it ends nobody else's.
 */
final class NagiosWords {
    private static final String AUTHOR = "Fairlead";
    private static final int LONGEST_NAME = 255;
    private static final int MOST_HOSTS = 1_000;

    private NagiosWords() {}

    /** A command a line, for the hosts that Nagios knows. */
    static String of(Addressee to, Notice notice) {
        var names = hosts(to.setting("hosts"));
        var lasts = Duration.ofMinutes(Long.parseLong(to.setting("minutes")));
        var commands = new ArrayList<String>();
        if (notice.key().equals(NoticeEvent.TEST)) {
            commands.add(command(notice.at(), "SAVE_STATE_INFORMATION"));
        }
        for (var host : notice.hosts()) {
            // As a mapping has none, a host's own name cannot bring a sign that moves the parts.
            var name = plain(names.getOrDefault(host, host));
            if (!name.isEmpty()) {
                commands.addAll(of(name, lasts, notice));
            }
        }
        return String.join("\n", commands);
    }

    private static List<String> of(String host, Duration lasts, Notice notice) {
        var at = notice.at();
        var comment =
                plain(
                        "%s, %s of %s in %s"
                                .formatted(
                                        AUTHOR,
                                        notice.link().words(),
                                        notice.project(),
                                        notice.environment()));
        if (notice.key().equals(NoticeEvent.HOST_BEGAN.key())) {
            var when =
                    "%d;%d;1;0;%d"
                            .formatted(
                                    at.getEpochSecond(),
                                    at.plus(lasts).getEpochSecond(),
                                    lasts.toSeconds());
            return List.of(
                    command(at, "SCHEDULE_HOST_DOWNTIME", host, when, AUTHOR, comment),
                    command(at, "SCHEDULE_HOST_SVC_DOWNTIME", host, when, AUTHOR, comment));
        }
        if (notice.key().equals(NoticeEvent.HOST_ENDED.key())) {
            return List.of(command(at, "DEL_DOWNTIME_BY_HOST_NAME", host, "", "", comment));
        }
        var said = plain(notice.what() + " (" + notice.link().url() + ")");
        return List.of(command(at, "ADD_HOST_COMMENT", host, "1", AUTHOR, said));
    }

    /**
     * Lines of {@code order-1 = web01}; nothing after the sign for a host that it does not know.
     */
    static Map<String, String> hosts(String text) {
        var hosts = new LinkedHashMap<String, String>();
        for (var line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            var sign = line.indexOf('=');
            var name = sign < 0 ? "" : line.substring(sign + 1).strip();
            if (sign < 1
                    || name.length() > LONGEST_NAME
                    || name.chars().anyMatch(c -> c == ';' || Character.isISOControl(c))) {
                throw Problem.invalid(
                        "hosts",
                        "hosts: must be lines such as order-1 = web01, without a semicolon, was \"%s\"."
                                .formatted(ChatWords.line(line, 100)));
            }
            hosts.put(line.substring(0, sign).strip(), name);
        }
        if (hosts.size() > MOST_HOSTS) {
            throw Problem.invalid(
                    "hosts",
                    "hosts: at most %d are named, were %d.".formatted(MOST_HOSTS, hosts.size()));
        }
        return hosts;
    }

    private static String command(Instant at, String name, String... parts) {
        var all = parts.length == 0 ? "" : ";" + String.join(";", parts);
        return "[%d] %s%s".formatted(at.getEpochSecond(), name, all);
    }

    /** What separates parts and commands becomes a space. */
    private static String plain(String text) {
        return ChatWords.line(text.replace(';', ' '), 300);
    }
}
