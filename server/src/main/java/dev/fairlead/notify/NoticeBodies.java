package dev.fairlead.notify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts a notice into the words of a channel's receiver: exactly what is sent. */
@Component
class NoticeBodies {
    private final JsonMapper json;

    NoticeBodies(JsonMapper json) {
        this.json = json;
    }

    String of(Addressee to, Notice notice) {
        return switch (to.kind()) {
            case WEBHOOK -> json.writeValueAsString(webhook(notice));
            case CHAT -> json.writeValueAsString(ChatWords.of(to.setting("dialect"), notice));
            case HIPCHAT -> json.writeValueAsString(HipChatWords.of(notice));
            case GRAFANA -> json.writeValueAsString(MarkerWords.grafana(notice));
            case MAIL -> MailWords.of(notice);
            case NAGIOS -> NagiosWords.of(to, notice);
            case GRAPHITE -> json.writeValueAsString(MarkerWords.graphite(notice));
        };
    }

    /** As docs/notices.md describes it. */
    private static Map<String, Object> webhook(Notice notice) {
        var body = new LinkedHashMap<String, Object>();
        body.put("eventKey", notice.key());
        body.put("date", notice.at().toString());
        body.put("project", notice.project());
        body.put("environment", notice.environment());
        body.put("hosts", notice.hosts());
        body.put("text", notice.what());
        body.put("detail", notice.detail());
        body.put("url", notice.link().url());
        body.putAll(notice.facts());
        return body;
    }
}
