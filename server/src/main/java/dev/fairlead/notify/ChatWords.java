package dev.fairlead.notify;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A chat's message, short and with its link. What others wrote in it must neither call people nor
 * look like a link or a list, so each dialect is escaped in its own way.
 */
final class ChatWords {
    private static final int LONGEST_DETAIL = 500;

    /** Whatever means something in Markdown, as Mattermost and Teams read it. */
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]()#+\\-.!|~:]");

    private ChatWords() {}

    static Map<String, Object> of(String dialect, Notice notice) {
        return switch (dialect) {
            case "mattermost" -> Map.of("text", markdown(notice));
            case "teams" ->
                    Map.of(
                            "@type", "MessageCard",
                            "@context", "https://schema.org/extensions",
                            "summary", line(notice.what()),
                            "themeColor", colour(notice),
                            "text", markdown(notice));
            // Without Slack's own Markdown, of which nothing can be escaped; links stay links.
            default -> Map.of("text", slack(notice), "mrkdwn", false);
        };
    }

    private static String slack(Notice notice) {
        return "%s %s%s <%s|%s>"
                .formatted(
                        mark(notice),
                        entities(line(notice.what())),
                        notice.detail().isEmpty() ? "." : ": " + entities(detail(notice)),
                        notice.link().url(),
                        entities(notice.link().words()).replace('|', '/'));
    }

    private static String markdown(Notice notice) {
        return "%s %s%s [%s](%s)"
                .formatted(
                        mark(notice),
                        escaped(line(notice.what())),
                        notice.detail().isEmpty() ? "." : ": " + escaped(detail(notice)),
                        escaped(notice.link().words()),
                        notice.link().url());
    }

    private static String mark(Notice notice) {
        return switch (notice.tone()) {
            case NEUTRAL -> "▸";
            case GOOD -> "✓";
            case WARNING -> "!";
            case BAD -> "✗";
        };
    }

    private static String colour(Notice notice) {
        return switch (notice.tone()) {
            case NEUTRAL -> "6b7280";
            case GOOD -> "2e7d32";
            case WARNING -> "b26a00";
            case BAD -> "b3261e";
        };
    }

    private static String detail(Notice notice) {
        return line(notice.detail(), LONGEST_DETAIL);
    }

    static String line(String text) {
        return line(text, LONGEST_DETAIL);
    }

    /** On one line and not longer than that. */
    static String line(String text, int longest) {
        var one = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return one.length() > longest ? one.substring(0, longest) + "…" : one;
    }

    /** The three that Slack and HTML read; a call such as {@code <!channel>} is none after it. */
    static String entities(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * A name after an @ is a call in Mattermost, escaped or not, unless something stands between.
     */
    private static String escaped(String text) {
        return MARKDOWN.matcher(entities(text).replace("@", "@\u200B")).replaceAll("\\\\$0");
    }
}
