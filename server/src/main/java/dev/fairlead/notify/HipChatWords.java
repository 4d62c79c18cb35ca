package dev.fairlead.notify;

import java.util.Map;

/** A notification of HipChat's v2 room API. */
final class HipChatWords {
    private HipChatWords() {}

    static Map<String, Object> of(Notice notice) {
        return Map.of(
                "message", message(notice),
                "message_format", "html",
                "color", colour(notice),
                "notify", calls(notice));
    }

    private static String message(Notice notice) {
        var detail = ChatWords.line(notice.detail());
        return "%s%s <a href=\"%s\">%s</a>"
                .formatted(
                        ChatWords.entities(ChatWords.line(notice.what())),
                        detail.isEmpty() ? "." : ": " + ChatWords.entities(detail),
                        ChatWords.entities(notice.link().url()).replace("\"", "&quot;"),
                        ChatWords.entities(notice.link().words()));
    }

    private static String colour(Notice notice) {
        return switch (notice.tone()) {
            case NEUTRAL -> "gray";
            case GOOD -> "green";
            case WARNING -> "yellow";
            case BAD -> "red";
        };
    }

    /** What somebody should look at now makes a sound. */
    private static boolean calls(Notice notice) {
        return notice.tone() == NoticeEvent.Tone.BAD || notice.tone() == NoticeEvent.Tone.WARNING;
    }
}
