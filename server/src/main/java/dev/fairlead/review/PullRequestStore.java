package dev.fairlead.review;

import dev.fairlead.code.Repository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class PullRequestStore {
    static final String SELECT =
            """
            select id, repository_id, number, title, description, source, target, author, state,
                   head, issue, merge_commit, merged_by, created, updated, version
              from pull_request
            """;

    private final JdbcClient jdbc;

    PullRequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Until the transaction ends nobody else opens a pull request here or moves a head: else one
     * could be opened at a tip that a push is just leaving.
     */
    void holdHeads(long repository) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(50, :repository)")
                .param("repository", (int) repository)
                .query(Integer.class)
                .single();
    }

    PullRequest insert(
            Repository repository,
            String title,
            String description,
            String source,
            String target,
            long author,
            String head,
            @Nullable String issue) {
        var id =
                jdbc.sql(
                                """
                                with next as (
                                    insert into pull_request_counter (repository_id, last)
                                    values (:repository, 1)
                                    on conflict (repository_id)
                                    do update set last = pull_request_counter.last + 1
                                    returning last)
                                insert into pull_request (repository_id, number, title, description,
                                       source, target, author, head, issue)
                                select :repository, last, :title, :description,
                                       :source, :target, :author, :head, :issue
                                  from next
                                returning id
                                """)
                        .param("repository", repository.id())
                        .param("title", title)
                        .param("description", description)
                        .param("source", source)
                        .param("target", target)
                        .param("author", author)
                        .param("head", head)
                        .param("issue", issue)
                        .query(Long.class)
                        .single();
        return byId(id).orElseThrow();
    }

    Optional<PullRequest> byId(long id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(PullRequest.class)
                .optional();
    }

    List<PullRequest> byIds(Collection<Long> ids) {
        return jdbc.sql(SELECT + "where id = any (:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(PullRequest.class)
                .list();
    }

    /** The row, held until the transaction ends. */
    PullRequest lock(long id) {
        return jdbc.sql(SELECT + "where id = :id for no key update")
                .param("id", id)
                .query(PullRequest.class)
                .single();
    }

    Optional<PullRequest> byNumber(long repository, int number) {
        return jdbc.sql(SELECT + "where repository_id = :repository and number = :number")
                .param("repository", repository)
                .param("number", number)
                .query(PullRequest.class)
                .optional();
    }

    List<PullRequest> of(
            Collection<Long> repositories,
            PullRequest.@Nullable State state,
            long before,
            int limit) {
        if (repositories.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        SELECT
                                + """
                                where repository_id in (:repositories) and id < :before
                                  and (cast(:state as text) is null or state = :state)
                                order by id desc limit :limit
                                """)
                .param("repositories", repositories)
                .param("state", state == null ? null : state.name())
                .param("before", before)
                .param("limit", limit)
                .query(PullRequest.class)
                .list();
    }

    List<PullRequest> ofIssue(String issue) {
        return jdbc.sql(SELECT + "where issue = :issue order by id desc")
                .param("issue", issue)
                .query(PullRequest.class)
                .list();
    }

    /** The open one first, then the latest. */
    Optional<PullRequest> ofBranch(long repository, String branch) {
        return jdbc.sql(
                        SELECT
                                + """
                                where repository_id = :repository and source = :branch
                                order by (state = 'OPEN') desc, id desc limit 1
                                """)
                .param("repository", repository)
                .param("branch", branch)
                .query(PullRequest.class)
                .optional();
    }

    Optional<PullRequest> open(long repository, String source, String target) {
        return jdbc.sql(
                        SELECT
                                + """
                                where repository_id = :repository and source = :source
                                  and target = :target and state = 'OPEN'
                                """)
                .param("repository", repository)
                .param("source", source)
                .param("target", target)
                .query(PullRequest.class)
                .optional();
    }

    List<PullRequest> openFrom(long repository, String source) {
        return jdbc.sql(
                        SELECT
                                + """
                                where repository_id = :repository and source = :source
                                  and state = 'OPEN' order by id
                                """)
                .param("repository", repository)
                .param("source", source)
                .query(PullRequest.class)
                .list();
    }

    /** Makes whoever decides about pull requests from these branches wait. */
    void holdOpenFrom(long repository, Collection<String> sources) {
        jdbc.sql(
                        """
                        select id from pull_request
                         where repository_id = :repository and source = any (:sources)
                           and state = 'OPEN'
                         order by id for no key update
                        """)
                .param("repository", repository)
                .param("sources", sources.toArray(String[]::new))
                .query(Long.class)
                .list();
    }

    void moveHead(long id, String head) {
        jdbc.sql(
                        """
                        update pull_request
                           set head = :head, updated = now(), holder = 'NOBODY', writers = '{}'
                         where id = :id
                        """)
                .param("head", head)
                .param("id", id)
                .update();
    }

    void decline(long id, long by) {
        decide(id, "DECLINED", by);
        jdbc.sql(
                        """
                        update pull_request
                           set state = 'DECLINED', updated = now(), version = version + 1
                         where id = :id
                        """)
                .param("id", id)
                .update();
    }

    void amend(long id, String title, String description, String target) {
        jdbc.sql(
                        """
                        update pull_request
                           set title = :title, description = :description, target = :target,
                               updated = now(), version = version + 1
                         where id = :id
                        """)
                .param("title", title)
                .param("description", description)
                .param("target", target)
                .param("id", id)
                .update();
    }

    void reopen(long id, String head, @Nullable String issue, long by) {
        decide(id, "REOPENED", by);
        jdbc.sql(
                        """
                        update pull_request
                           set state = 'OPEN', head = :head, issue = :issue, updated = now(),
                               version = version + 1
                         where id = :id
                        """)
                .param("issue", issue)
                .param("head", head)
                .param("id", id)
                .update();
    }

    void merged(long id, String mergeCommit, long by) {
        jdbc.sql(
                        """
                        update pull_request
                           set state = 'MERGED', merge_commit = :commit, merged_by = :by,
                               updated = now(), version = version + 1
                         where id = :id
                        """)
                .param("commit", mergeCommit)
                .param("by", by)
                .param("id", id)
                .update();
    }

    private void decide(long id, String decision, long by) {
        jdbc.sql(
                        """
                        insert into pull_request_decision (pull_request, decision, decided_by)
                        values (?, ?, ?)
                        """)
                .params(id, decision, by)
                .update();
    }
}
