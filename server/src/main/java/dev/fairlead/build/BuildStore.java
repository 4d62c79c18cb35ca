package dev.fairlead.build;

import dev.fairlead.build.Build.State;
import dev.fairlead.plan.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of builds. */
@Component
class BuildStore {
    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BuildStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The next build's number; one that is not used leaves a gap. */
    long nextId() {
        return jdbc.sql("select nextval('build_number')").query(Long.class).single();
    }

    Build insert(Build build) {
        return jdbc.sql(
                        """
                        insert into build (id, repository_id, kind, branch, commit, version,
                            event, begun_by, parameters, wanted_agent, state, failure, finished)
                        values (:id, :repository, :kind, :branch, :commit, :version, :event, :by,
                            :parameters::jsonb, :agent, :state, :failure, case when :state = 'QUEUED' then null else now() end)
                        returning *
                        """)
                .param("id", build.id())
                .param("repository", build.repositoryId())
                .param("kind", build.kind().name())
                .param("branch", build.branch())
                .param("commit", build.commit())
                .param("version", build.version())
                .param("event", build.trigger().event().name())
                .param("by", build.trigger().by())
                .param("parameters", json.writeValueAsString(build.trigger().parameters()))
                .param("agent", build.wantedAgent())
                .param("state", build.state().name())
                .param("failure", build.failure())
                .query(this::build)
                .single();
    }

    Optional<Build> find(long id) {
        return jdbc.sql("select * from build where id = :id")
                .param("id", id)
                .query(this::build)
                .optional();
    }

    /** Whoever moves a build or one of its jobs holds its lock. */
    Build lock(long id) {
        return jdbc.sql("select * from build where id = :id for no key update")
                .param("id", id)
                .query(this::build)
                .single();
    }

    /** The same, of the build whose job's latest attempt this is; empty for other modules' jobs. */
    Optional<Build> lockOf(long job) {
        return jdbc.sql(
                        """
                        select * from build
                        where id = (select build from build_job where job = :job)
                        for no key update
                        """)
                .param("job", job)
                .query(this::build)
                .optional();
    }

    /** What its jobs make of it; the row's lock is held by the caller. */
    Build move(long id, State state, int attempt, String failure) {
        return jdbc.sql(
                        """
                        update build set state = :state, attempt = :attempt, failure = :failure,
                            started = case :state when 'QUEUED' then null
                                                  when 'RUNNING' then coalesce(started, now())
                                                  else started end,
                            finished = case when :terminal then now() end
                        where id = :id
                        returning *
                        """)
                .param("state", state.name())
                .param("attempt", attempt)
                .param("failure", failure)
                .param("terminal", state.isTerminal())
                .param("id", id)
                .query(this::build)
                .single();
    }

    /** Counts the tests that its jobs have reported by now. */
    void countTests(long id) {
        jdbc.sql(
                        """
                        update build set (tests_passed, tests_failed, tests_skipped) = (
                            select count(*) filter (where verdict = 'PASSED'),
                                count(*) filter (where verdict = 'FAILED'),
                                count(*) filter (where verdict = 'SKIPPED')
                            from build_test where build = :id)
                        where id = :id
                        """)
                .param("id", id)
                .update();
    }

    Build cancel(long id, String why) {
        return jdbc.sql("update build set cancelled = :why where id = :id returning *")
                .param("why", why)
                .param("id", id)
                .query(this::build)
                .single();
    }

    List<Build> list(
            Collection<Long> repositories,
            @Nullable String branch,
            @Nullable String commit,
            long before,
            int limit) {
        if (repositories.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select * from build
                        where repository_id in (:repositories) and id < :before
                          and (:branch::text is null or branch = :branch)
                          and (:commit::text is null or commit = :commit)
                        order by id desc limit :limit
                        """)
                .param("repositories", repositories)
                .param("before", before)
                .param("branch", branch)
                .param("commit", commit)
                .param("limit", limit)
                .query(this::build)
                .list();
    }

    List<Build> latest(long repository, Collection<String> commits) {
        if (commits.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select distinct on (commit) * from build
                        where repository_id = :repository and commit in (:commits)
                          and kind = 'BRANCH'
                        order by commit, id desc
                        """)
                .param("repository", repository)
                .param("commits", commits)
                .query(this::build)
                .list();
    }

    Optional<Build> latestOf(long repository, String branch) {
        return jdbc.sql(
                        """
                        select * from build
                        where repository_id = :repository and branch = :branch
                          and kind = 'BRANCH'
                        order by id desc limit 1
                        """)
                .param("repository", repository)
                .param("branch", branch)
                .query(this::build)
                .optional();
    }

    /** The build of the same branch that ended last before this one, in one of the states. */
    Optional<Build> before(Build build, Collection<String> states) {
        return jdbc.sql(
                        """
                        select * from build
                        where repository_id = :repository and branch = :branch and kind = :kind
                          and id < :id and state in (:states)
                        order by id desc limit 1
                        """)
                .param("repository", build.repositoryId())
                .param("branch", build.branch())
                .param("kind", build.kind().name())
                .param("id", build.id())
                .param("states", states)
                .query(this::build)
                .optional();
    }

    /** The latest builds of a branch that passed or failed, newest first. */
    List<Build> ended(long repository, String branch, int limit) {
        return jdbc.sql(
                        """
                        select * from build
                        where repository_id = :repository and branch = :branch
                          and kind = 'BRANCH' and state in ('PASSED', 'FAILED')
                        order by id desc limit :limit
                        """)
                .param("repository", repository)
                .param("branch", branch)
                .param("limit", limit)
                .query(this::build)
                .list();
    }

    private Build build(ResultSet row, int number) throws SQLException {
        return new Build(
                row.getLong("id"),
                row.getLong("repository_id"),
                Build.Kind.valueOf(row.getString("kind")),
                row.getString("branch"),
                row.getString("commit"),
                row.getString("version"),
                trigger(row),
                row.getString("wanted_agent"),
                State.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getString("failure"),
                row.getString("cancelled"),
                new Build.Tests(
                        row.getInt("tests_passed"),
                        row.getInt("tests_failed"),
                        row.getInt("tests_skipped")),
                row.getObject("queued", OffsetDateTime.class).toInstant(),
                instant(row, "started"),
                instant(row, "finished"));
    }

    private Trigger trigger(ResultSet row) throws SQLException {
        return new Trigger(
                Event.valueOf(row.getString("event")),
                row.getString("begun_by"),
                json.readValue(row.getString("parameters"), PARAMETERS));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
