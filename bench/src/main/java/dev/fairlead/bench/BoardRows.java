package dev.fairlead.bench;

import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Years of releases and deployments, as rows in the tables that the server itself writes: to merge
 * and deploy so often would take days. Each environment has gone through its project's releases in
 * their order, some of them several times, and one in ten stands where it failed last.
 */
final class BoardRows {
    /** A merged pull request for each release, numbered on. */
    private static final String PULL_REQUESTS =
            """
            insert into pull_request (repository_id, number, title, description, source, target,
                author, state, head, merge_commit, merged_by)
            select r.id, n, 'Change ' || n, '', 'change-' || n, 'main', u.id, 'MERGED',
                lpad(to_hex(n), 40, '0'), lpad(to_hex(n), 40, 'f'), u.id
            from git_repository r, generate_series(1, ?) n,
                (select min(id) as id from users) u
            """;

    private static final String RELEASES =
            """
            insert into release (repository_id, project_id, version, major, minor, patch, state,
                issue, pull_request, merge_commit, created, released)
            select r.id, r.project_id, '1.' || p.number / 10 || '.' || p.number % 10, 1,
                p.number / 10, p.number % 10, 'RELEASED', r.project_key || '-' || p.number, p.id,
                p.merge_commit, now() - make_interval(hours => ? - p.number),
                now() - make_interval(hours => ? - p.number)
            from pull_request p join git_repository r on r.id = p.repository_id
            """;

    private static final String DEPLOYMENTS =
            """
            insert into deployment (environment_id, environment_version, release_id, version,
                artifact, sha256, size, cause, state, requested_by, requested, started, finished)
            select e.id, 1, r.id, r.version, 'orders.jar',
                md5(r.version) || md5(r.version), 1, 'PROMOTION',
                case when n = ? and e.id % 10 = 0 then 'FAILED' else 'VERIFIED' end, u.id, at, at,
                at + interval '1 minute'
            from environment e
            cross join generate_series(1, ?) n
            cross join lateral (select now() - make_interval(hours => ? - n) as at) t
            cross join (select min(id) as id from users) u
            join release r on r.project_id = e.project_id and r.version = '1.'
                || (n + (25 - (e.id - 1) % 25)) / 10 || '.' || (n + (25 - (e.id - 1) % 25)) % 10
            order by n, e.id
            """;

    /** One host in fifty answers the release before. */
    private static final String HOSTS =
            """
            insert into host_state (environment_id, host, sha256, version, observed, parked)
            select e.id, h ->> 'name', d.sha256, d.version, now(), false
            from environment e
            join environment_version v on v.environment_id = e.id and v.version = e.version
            cross join jsonb_array_elements(v.definition -> 'hosts') with ordinality hosts (h, n)
            cross join lateral (select * from deployment d where d.environment_id = e.id
                and d.state = 'VERIFIED' order by d.finished desc
                offset case when (e.id + n) % 50 = 0 then 1 else 0 end limit 1) d
            on conflict (environment_id, host) do nothing
            """;

    private BoardRows() {}

    /** Into the database that the server with this data folder has started. */
    static void write(Path data) throws IOException {
        var postgres = data.resolve("postgres");
        var password = Files.readString(postgres.resolve("password")).strip();
        try (var connection = DriverManager.getConnection(url(postgres, password))) {
            insert(connection, PULL_REQUESTS, BoardBench.RELEASES);
            insert(connection, RELEASES, BoardBench.RELEASES, BoardBench.RELEASES);
            insert(
                    connection,
                    DEPLOYMENTS,
                    BoardBench.DEPLOYMENTS,
                    BoardBench.DEPLOYMENTS,
                    BoardBench.DEPLOYMENTS);
            insert(connection, HOSTS);
            try (var statement = connection.createStatement()) {
                statement.execute("vacuum analyze");
            }
        } catch (SQLException e) {
            throw new StoryFailed("the rows could not be written: " + e, e);
        }
    }

    /** PostgreSQL writes its port into the fourth line of this file. */
    private static String url(Path postgres, String password) throws IOException {
        try (var files = Files.find(postgres, 3, (path, _) -> path.endsWith("postmaster.pid"))) {
            var port = Files.readAllLines(files.findFirst().orElseThrow()).get(3).strip();
            return "jdbc:postgresql://127.0.0.1:%s/postgres?user=fairlead&password=%s"
                    .formatted(port, password);
        }
    }

    private static void insert(Connection connection, String sql, int... parameters)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setInt(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
