package dev.fairlead.issue.web;

import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Issue;
import dev.fairlead.timeline.LineStop;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.IssueDetail;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Issues as the REST interface tells them: short in lists, whole with what downstream adds. */
@Component
class IssueAnswer {
    record Brief(
            String key,
            String type,
            String title,
            String status,
            @Nullable String assignee,
            String reporter,
            @Nullable String parent,
            Instant created,
            Instant updated,
            String url) {}

    record Stop(String stop, String state, String note, @Nullable String url) {}

    private final Users users;
    private final Timeline timeline;
    private final List<IssueDetail> details;

    IssueAnswer(Users users, Timeline timeline, List<IssueDetail> details) {
        this.users = users;
        this.timeline = timeline;
        this.details = details;
    }

    List<Brief> list(List<Issue> issues) {
        var ids = new HashSet<Long>();
        issues.forEach(issue -> {
            ids.add(issue.reporter());
            if (issue.assignee() != null) {
                ids.add(issue.assignee());
            }
        });
        var names = users.byIds(ids);
        return issues.stream().map(issue -> brief(issue, names)).toList();
    }

    Map<String, Object> whole(Issue issue) {
        var brief = list(List.of(issue)).getFirst();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("key", brief.key());
        answer.put("type", brief.type());
        answer.put("title", brief.title());
        answer.put("description", issue.description());
        answer.put("status", brief.status());
        answer.put("assignee", brief.assignee());
        answer.put("reporter", brief.reporter());
        answer.put("parent", brief.parent());
        answer.put("version", issue.version());
        answer.put("created", brief.created());
        answer.put("updated", brief.updated());
        answer.put("url", brief.url());
        answer.put("line", timeline.line(issue.key()).stream().map(IssueAnswer::stop).toList());
        details.forEach(detail -> answer.putAll(detail.detail(issue.key())));
        return answer;
    }

    private static Brief brief(Issue issue, Map<Long, User> names) {
        return new Brief(
                issue.key(),
                issue.type().words(),
                issue.title(),
                issue.status().words(),
                name(names, issue.assignee()),
                String.valueOf(name(names, issue.reporter())),
                issue.parent(),
                issue.created(),
                issue.updated(),
                issue.url());
    }

    private static @Nullable String name(Map<Long, User> names, @Nullable Long id) {
        var user = id == null ? null : names.get(id);
        return user == null ? null : user.name();
    }

    private static Stop stop(LineStop stop) {
        return new Stop(
                stop.stop().name().toLowerCase(Locale.ROOT),
                stop.state().name().toLowerCase(Locale.ROOT),
                stop.note(),
                stop.url());
    }
}
