package dev.fairlead.release;

import dev.fairlead.code.Repository;
import dev.fairlead.release.Releases.Way;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ReleaseStore {
    private static final String SELECT =
            """
            select id, repository_id, project_id, version, state, issue, pull_request, merge_commit,
                   release_commit as commit, build, failure, created, released
              from release
            """;

    private final JdbcClient jdbc;

    ReleaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Release insert(
            Repository repository,
            Version version,
            @Nullable String issue,
            long pullRequest,
            String mergeCommit) {
        var id =
                jdbc.sql(
                                """
                                insert into release (repository_id, project_id, version, major,
                                       minor, patch, issue, pull_request, merge_commit)
                                values (:repository, :project, :version, :major,
                                       :minor, :patch, :issue, :pullRequest, :mergeCommit)
                                returning id
                                """)
                        .param("repository", repository.id())
                        .param("project", repository.projectId())
                        .param("version", version.toString())
                        .param("major", version.major())
                        .param("minor", version.minor())
                        .param("patch", version.patch())
                        .param("issue", issue)
                        .param("pullRequest", pullRequest)
                        .param("mergeCommit", mergeCommit)
                        .query(Long.class)
                        .single();
        return byId(id).orElseThrow();
    }

    /** The highest version allotted in a repository, whatever became of it. */
    Optional<Version> highest(long repository) {
        return jdbc.sql(
                        """
                        select major, minor, patch from release
                         where repository_id = :repository
                         order by major desc, minor desc, patch desc limit 1
                        """)
                .param("repository", repository)
                .query(Version.class)
                .optional();
    }

    Optional<Release> byId(long id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(Release.class).optional();
    }

    /** The row, held until the transaction ends. */
    Release lock(long id) {
        return jdbc.sql(SELECT + "where id = :id for no key update")
                .param("id", id)
                .query(Release.class)
                .single();
    }

    List<Long> building() {
        return jdbc.sql("select id from release where state = 'BUILDING' order by id limit 100")
                .query(Long.class)
                .list();
    }

    List<Release> byVersion(long project, String version) {
        return jdbc.sql(SELECT + "where project_id = :project and version = :version")
                .param("project", project)
                .param("version", version)
                .query(Release.class)
                .list();
    }

    Optional<Release> byVersionOf(long repository, String version) {
        return jdbc.sql(SELECT + "where repository_id = :repository and version = :version")
                .param("repository", repository)
                .param("version", version)
                .query(Release.class)
                .optional();
    }

    /** Newest first, before the given id (exclusive). */
    List<Release> of(long project, long before, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                where project_id = :project and id < :before
                                order by id desc limit :limit
                                """)
                .param("project", project)
                .param("before", before)
                .param("limit", limit)
                .query(Release.class)
                .list();
    }

    List<Release> newest(Set<Long> repositories) {
        return jdbc.sql(
                        """
                        select n.id, n.repository_id, n.project_id, n.version, n.state, n.issue,
                            n.pull_request, n.merge_commit, n.release_commit as commit, n.build,
                            n.failure, n.created, n.released
                        from unnest(:repositories::bigint[]) as r (id)
                        cross join lateral (select * from release
                            where repository_id = r.id and state = 'RELEASED'
                            order by major desc, minor desc, patch desc limit 1) n
                        """)
                .param("repositories", repositories.toArray(Long[]::new))
                .query(Release.class)
                .list();
    }

    List<Integer> countAfter(List<Way> ways) {
        return jdbc.sql(
                        """
                        select (select count(*) from (select 1 from release
                            where repository_id = w.repository and state = 'RELEASED'
                                and (major, minor, patch) > (w.after[1], w.after[2], w.after[3])
                                and (major, minor, patch) <= (w.upto[1], w.upto[2], w.upto[3])
                            limit 100) counted)
                        from (select repository, place,
                                string_to_array(after, '.')::int[] as after,
                                string_to_array(upto, '.')::int[] as upto
                            from unnest(:repositories::bigint[], :after::text[], :upto::text[])
                                with ordinality as w (repository, after, upto, place)) w
                        order by w.place
                        """)
                .param("repositories", ways.stream().map(Way::repository).toArray(Long[]::new))
                .param("after", ways.stream().map(ReleaseStore::after).toArray(String[]::new))
                .param("upto", ways.stream().map(Way::to).toArray(String[]::new))
                .query(Integer.class)
                .list();
    }

    private static String after(Way way) {
        return way.after() == null ? "0.0.0" : way.after();
    }

    List<Release> merged(long repository, Collection<String> commits, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                where repository_id = :repository
                                    and merge_commit = any (:commits)
                                order by major desc, minor desc, patch desc limit :limit
                                """)
                .param("repository", repository)
                .param("commits", commits.toArray(String[]::new))
                .param("limit", limit)
                .query(Release.class)
                .list();
    }

    Map<Long, String> issues(Set<Long> ids) {
        Map<Long, String> issues = new HashMap<>();
        jdbc.sql("select id, issue from release where id = any (:ids) and issue is not null")
                .param("ids", ids.toArray(Long[]::new))
                .query(rs -> {
                    issues.put(rs.getLong("id"), rs.getString("issue"));
                });
        return issues;
    }

    List<Release> ofIssue(String issue) {
        return jdbc.sql(SELECT + "where issue = :issue order by id desc")
                .param("issue", issue)
                .query(Release.class)
                .list();
    }

    Optional<Release> ofPullRequest(long pullRequest) {
        return jdbc.sql(SELECT + "where pull_request = :pullRequest")
                .param("pullRequest", pullRequest)
                .query(Release.class)
                .optional();
    }

    /** False when another server has made its commit meanwhile. */
    boolean committed(long id, String commit) {
        return jdbc.sql(
                                """
                                update release set release_commit = :commit
                                 where id = :id and state = 'BUILDING' and release_commit is null
                                """)
                        .param("commit", commit)
                        .param("id", id)
                        .update()
                == 1;
    }

    void queued(long id, long build) {
        jdbc.sql("update release set build = :build where id = :id")
                .param("build", build)
                .param("id", id)
                .update();
    }

    void released(long id) {
        jdbc.sql("update release set state = 'RELEASED', released = now() where id = :id")
                .param("id", id)
                .update();
    }

    void failed(long id, String why) {
        jdbc.sql("update release set state = 'FAILED', failure = :why where id = :id")
                .param("why", why)
                .param("id", id)
                .update();
    }

    void attempted(long id) {
        jdbc.sql(
                        """
                        update release set state = 'BUILDING', failure = '', build = null
                         where id = :id
                        """)
                .param("id", id)
                .update();
    }
}
