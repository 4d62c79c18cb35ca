package dev.fairlead.notify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Marks on the graphs of monitoring: when a release began to come somewhere, and when it ended. */
final class MarkerWords {
    private MarkerWords() {}

    /** An annotation; its first tag is of this deployment alone and finds it again. */
    static Map<String, Object> grafana(Notice notice) {
        var span = span(notice);
        var body = new LinkedHashMap<String, Object>();
        body.put("tags", tags(notice, span));
        body.put("time", span.begin().toEpochMilli());
        if (span.end() != null) {
            body.put("timeEnd", span.end().toEpochMilli());
        }
        body.put(
                "text",
                "%s <a href=\"%s\">%s</a>"
                        .formatted(
                                ChatWords.entities(sentence(notice)),
                                ChatWords.entities(notice.link().url()).replace("\"", "&quot;"),
                                ChatWords.entities(notice.link().words())));
        return body;
    }

    /** An event of Graphite, which knows moments only: the begin is one and the end another. */
    static Map<String, Object> graphite(Notice notice) {
        var span = span(notice);
        return Map.of(
                "what", ChatWords.line(notice.what()),
                "tags", tags(notice, span),
                "when", notice.at().getEpochSecond(),
                "data", sentence(notice) + " " + notice.link().url());
    }

    private static List<String> tags(Notice notice, Notice.Span span) {
        return Stream.of(
                        span.tag(),
                        "fairlead",
                        notice.project(),
                        String.valueOf(notice.environment()),
                        notice.key().substring(notice.key().indexOf(':') + 1))
                .toList();
    }

    private static String sentence(Notice notice) {
        var detail = ChatWords.line(notice.detail());
        return ChatWords.line(notice.what()) + (detail.isEmpty() ? "." : ": " + detail);
    }

    private static Notice.Span span(Notice notice) {
        return notice.span() == null
                ? new Notice.Span("fairlead-" + notice.key(), notice.at(), notice.at())
                : notice.span();
    }
}
