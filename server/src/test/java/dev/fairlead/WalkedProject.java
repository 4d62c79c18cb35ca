package dev.fairlead;

import dev.fairlead.deploy.Environments;
import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.issue.IssueType;
import dev.fairlead.notify.ChannelDraft;
import dev.fairlead.notify.ChannelKind;
import dev.fairlead.notify.Channels;
import dev.fairlead.notify.WebhookDraft;
import dev.fairlead.notify.Webhooks;
import dev.fairlead.protocol.Registration;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import dev.fairlead.vault.Grants;
import dev.fairlead.vault.SecretPlace;
import dev.fairlead.vault.Vault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A project with one of everything that a route can name, and the names by path segment. */
record WalkedProject(ReviewProject project, Map<String, String> values) {
    private static final String PLAN = "build:\n  steps:\n    - run: 'true'\n";

    private static final String ENVIRONMENT =
            """
            {"kind": "production", "order": 1, "repository": "orders", "promotion": "manual",
             "promoters": ["walkers"],
             "hosts": [{"name": "one", "folder": "/tmp/walked", "address": "127.0.0.1", "port": 1}],
             "steps": {"install": "true", "stop": "true", "start": "true", "verify": "true"}}
            """;

    static WalkedProject create(ApplicationContext context, Path folder) {
        var project = ReviewProject.create(context, folder, Map.of("README.md", "# Walked\n"));
        var jdbc = context.getBean(JdbcClient.class);
        var merged = project.ready(project.issue(IssueType.STORY, "Merged"), "merged.txt");
        context.getBean(PullRequests.class)
                .merge(project.developer, project.repository, merged.number());
        var issue = project.issue(IssueType.BUG, "Open");
        var open = project.open(project.developer, project.branch(issue, "fairlead.yml", PLAN));
        var webhook =
                project.bean(Webhooks.class)
                        .create(
                                project.administrator,
                                project.repository,
                                WebhookDraft.of(
                                        "walked",
                                        "http://127.0.0.1:1/",
                                        List.of("pr:declined"),
                                        true,
                                        null))
                        .id();
        project.bean(Vault.class)
                .set(
                        project.administrator,
                        new SecretPlace(project.project, null),
                        "WALKED",
                        "secret",
                        new Grants(false, false, List.of()));
        return new WalkedProject(
                project,
                Map.ofEntries(
                        Map.entry("projects", project.project.key()),
                        Map.entry("maven", project.project.key()),
                        Map.entry("scm", project.project.key()),
                        Map.entry("api", "1.0"),
                        Map.entry("build-status", "1.0"),
                        Map.entry("stats", open.head()),
                        Map.entry("default-reviewers", "1.0"),
                        Map.entry("repos", project.repository.slug()),
                        Map.entry("{project}", project.repository.slug()),
                        Map.entry("repositories", project.repository.slug()),
                        Map.entry("issues", issue.key()),
                        Map.entry("pull-requests", String.valueOf(open.number())),
                        Map.entry("builds", String.valueOf(build(jdbc, project))),
                        Map.entry("releases", "1.0.0"),
                        Map.entry("environments", "production"),
                        Map.entry("deployments", String.valueOf(deployment(jdbc, project))),
                        Map.entry("commits", open.head()),
                        Map.entry("browse", "README.md"),
                        Map.entry("raw", "README.md"),
                        Map.entry("members", project.reader.name()),
                        Map.entry("participants", project.reader.name()),
                        Map.entry("users", project.reader.name()),
                        Map.entry("groups", "walkers"),
                        Map.entry("tokens", "999999"),
                        Map.entry("keys", "999999"),
                        Map.entry("ssh-keys", "999999"),
                        Map.entry("deploy-keys", "999999"),
                        Map.entry("agents", String.valueOf(agent(project))),
                        Map.entry("pools", "default"),
                        Map.entry("jobs", "1"),
                        Map.entry("restorable", "1"),
                        Map.entry("webhooks", String.valueOf(webhook)),
                        Map.entry("channels", String.valueOf(channel(project))),
                        Map.entry("deliveries", String.valueOf(delivery(jdbc, webhook))),
                        Map.entry("secrets", "WALKED"),
                        Map.entry("trials", "1"),
                        Map.entry("versions", "1")));
    }

    private static long agent(ReviewProject project) {
        var agents = project.bean(Agents.class);
        var walked = new Registration("walked", "test", 1, List.of(), Map.of(), "");
        agents.register(Jobs.BUILD_POOL, walked);
        return agents.all().stream()
                .filter(agent -> agent.name().equals("walked"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static long channel(ReviewProject project) {
        var draft =
                ChannelDraft.of(
                        ChannelKind.WEBHOOK,
                        "walked",
                        "http://127.0.0.1:1/",
                        Map.of(),
                        List.of("build:broke"),
                        List.of(),
                        false,
                        null);
        return project.bean(Channels.class)
                .create(project.administrator, project.project, draft)
                .id();
    }

    private static long delivery(JdbcClient jdbc, long webhook) {
        return jdbc.sql(
                        """
                        insert into delivery
                            (channel_id, request_id, event, body, state, made)
                        values (?, gen_random_uuid(), 'pr:declined', '{}', 'DELIVERED', now())
                        returning id
                        """)
                .param(webhook)
                .query(Long.class)
                .single();
    }

    /** The builds of a push are made a moment after it. */
    private static long build(JdbcClient jdbc, ReviewProject project) {
        return Awaitility.await()
                .until(
                        () ->
                                jdbc.sql("select max(id) from build where repository_id = ?")
                                        .param(project.repository.id())
                                        .query(Long.class)
                                        .optional()
                                        .orElse(0L),
                        id -> id > 0);
    }

    /** Made as a row, because a deployment of its own needs hosts that answer. */
    private static long deployment(JdbcClient jdbc, ReviewProject project) {
        project.bean(Environments.class)
                .put(
                        project.administrator,
                        project.project.key(),
                        "production",
                        JsonMapper.shared().readTree(ENVIRONMENT));
        return jdbc.sql(
                        """
                        insert into deployment (environment_id, environment_version, release_id,
                            version, artifact, sha256, size, cause, state)
                        select e.id, 1, r.id, '1.0.0', 'walked.jar', repeat('0', 64), 1,
                            'PROMOTION', 'VERIFIED'
                        from environment e join release r on r.project_id = e.project_id
                        where e.project_id = ?
                        returning id
                        """)
                .param(project.project.id())
                .query(Long.class)
                .single();
    }
}
