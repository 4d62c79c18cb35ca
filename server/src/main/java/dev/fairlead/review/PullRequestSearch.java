package dev.fairlead.review;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds pull requests of a repository by what was asked for. */
@Component
class PullRequestSearch {
    private final JdbcClient jdbc;

    PullRequestSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The most recently changed first. */
    List<PullRequest> find(long repository, PullRequestFilter filter, int offset, int limit) {
        var sql = new StringBuilder(PullRequestStore.SELECT);
        sql.append(
                """
                where repository_id = :repository
                  and (cast(:state as text) is null or state = :state)
                  and (cast(:source as text) is null or source = :source)
                  and (cast(:target as text) is null or target = :target)
                  and (cast(:text as text) is null
                       or strpos(lower(title), lower(:text)) > 0)
                """);
        var users = new ArrayList<Long>();
        for (var person : filter.people()) {
            sql.append(" and ").append(condition(person.part(), "person" + users.size()));
            users.add(person.user());
        }
        sql.append(" order by updated desc, id desc offset :offset limit :limit");
        var state = filter.state();
        var statement =
                jdbc.sql(sql.toString())
                        .param("repository", repository)
                        .param("state", state == null ? null : state.name())
                        .param("source", filter.source())
                        .param("target", filter.target())
                        .param("text", filter.text())
                        .param("offset", offset)
                        .param("limit", limit);
        for (var i = 0; i < users.size(); i++) {
            statement = statement.param("person" + i, users.get(i));
        }
        return statement.query(PullRequest.class).list();
    }

    private static String condition(PullRequestFilter.Part part, String person) {
        return switch (part) {
            case AUTHOR -> "author = :" + person;
            case REVIEWER ->
                    """
                    (exists (select from pull_request_reviewer r
                              where r.pull_request = pull_request.id and r.user_id = :%1$s)
                     or exists (select from approval a
                                 where a.pull_request = pull_request.id and a.user_id = :%1$s
                                   and a.voided is null))
                    """
                            .formatted(person);
            case COMMENTER ->
                    """
                    exists (select from pull_request_comment c
                             where c.pull_request = pull_request.id and c.author = :%s)
                    """
                            .formatted(person);
            case ANY ->
                    "(%s or %s or %s)"
                            .formatted(
                                    condition(PullRequestFilter.Part.AUTHOR, person),
                                    condition(PullRequestFilter.Part.REVIEWER, person),
                                    condition(PullRequestFilter.Part.COMMENTER, person));
        };
    }
}
