package dev.fairlead.notify;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.DeploymentChanged;
import dev.fairlead.deploy.DeploymentProgressed;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.identity.Role;
import dev.fairlead.issue.IssueType;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A project with a release and an environment. Its deployments are rows and their events are
 * published by the test, because those of its own need hosts that answer.
 */
final class DeployedProject {
    private static final String ENVIRONMENT =
            """
            {"kind": "production", "order": 1, "repository": "orders", "promotion": "manual",
             "hosts": [{"name": "one", "folder": "/tmp/one", "address": "127.0.0.1", "port": 1},
                       {"name": "two", "folder": "/tmp/two", "address": "127.0.0.1", "port": 2}],
             "steps": {"install": "true", "stop": "true", "start": "true", "verify": "true"}}
            """;

    final ReviewProject base;
    private final ApplicationContext context;

    DeployedProject(ApplicationContext context, Path folder) {
        this.context = context;
        base = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        var merged = base.ready(base.issue(IssueType.STORY, "Merged"), "merged.txt");
        base.bean(PullRequests.class).merge(base.developer, base.repository, merged.number());
        environment("production");
    }

    void environment(String name) {
        put(name, ENVIRONMENT);
    }

    /** The same, with ways to where monitoring runs, that are good and that are not. */
    void connected(String name) {
        var ways =
                """
                "connections": [
                  {"name": "monitor", "user": "watch", "address": "10.0.0.7", "key": "MONITOR_KEY",
                   "hostKey": "SHA256:%s"},
                  {"name": "new", "user": "watch", "address": "10.0.0.8", "key": "MONITOR_KEY"},
                  {"name": "any", "user": "watch", "key": "MONITOR_KEY"}],
                """
                        .formatted("a".repeat(43));
        put(name, ENVIRONMENT.replace("\"steps\"", ways + "\"steps\""));
    }

    private void put(String name, String definition) {
        base.bean(Environments.class)
                .put(
                        base.administrator,
                        base.project.key(),
                        name,
                        JsonMapper.shared().readTree(definition));
    }

    /** One that waits, promoted by the reviewer. */
    Deployment promoted(String environment) {
        return deployment(
                jdbc().sql(
                                """
                                insert into deployment (environment_id, environment_version,
                                    release_id, version, artifact, sha256, size, cause, state,
                                    requested_by)
                                select e.id, e.version, r.id, '1.0.0', 'orders.jar',
                                    repeat('ab', 32), 1, 'PROMOTION', 'WAITING', ?
                                from environment e join release r on r.project_id = e.project_id
                                where e.project_id = ? and e.name = ?
                                returning id
                                """)
                        .params(base.reviewer.id(), base.project.id(), environment)
                        .query(Long.class)
                        .single());
    }

    /** Comes to a state and says so, as the engine does. */
    Deployment comesTo(Deployment deployment, Deployment.State state, String note) {
        return base.bean(TransactionTemplate.class)
                .execute(_ -> {
                    jdbc().sql(
                                    """
                                    update deployment set state = :state, note = :note,
                                        started = coalesce(started, now()),
                                        finished = case when :state in ('WAITING', 'RUNNING')
                                            then null else now() end
                                    where id = :id
                                    """)
                            .param("state", state.name())
                            .param("note", note)
                            .param("id", deployment.id())
                            .update();
                    var now = deployment(deployment.id());
                    context.publishEvent(new DeploymentChanged(now, environmentOf(now)));
                    return now;
                });
    }

    /** Goes on: these hosts are under work now, and these steps need a person. */
    void goesOn(Deployment deployment, Set<String> underWay, Map<Long, String> stuck) {
        base.bean(TransactionTemplate.class)
                .executeWithoutResult(_ ->
                        context.publishEvent(
                                new DeploymentProgressed(
                                        deployment, environmentOf(deployment), underWay, stuck)));
    }

    Environment environmentOf(Deployment deployment) {
        return base.bean(Deployments.class).environment(deployment);
    }

    private Deployment deployment(long id) {
        return base.bean(Deployments.class).require(base.administrator, id, Role.READ);
    }

    private JdbcClient jdbc() {
        return base.bean(JdbcClient.class);
    }
}
