package dev.fairlead.deploy;

import dev.fairlead.blob.Blobs;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueType;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deployments in a real database whose jobs the test ends itself, as an agent would report them:
 * what no agent does here is claimed by none, for its name is nobody's.
 */
final class DrivenRollout {
    final ReviewProject project;
    final String promoters;
    private final ApplicationContext context;

    private DrivenRollout(ApplicationContext context, Path folder) {
        this.context = context;
        project = ReviewProject.create(context, folder, Map.of("a.txt", "a"));
        promoters = project.project.key().toLowerCase() + "-releasers";
        for (var user : List.of(project.reviewer, project.developer)) {
            bean(Groups.class).add(project.administrator.actor(), promoters, user);
        }
    }

    static DrivenRollout create(ApplicationContext context, Path folder) {
        return new DrivenRollout(context, folder);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Takes a change of the developer's down the line; its artifact is real, its build is not. */
    String release(String change) throws IOException {
        var ready = project.ready(project.issue(IssueType.STORY, change), change + ".txt");
        bean(PullRequests.class).merge(project.developer, project.repository, ready.number());
        var bytes =
                (project.project.key() + ": bytes of " + change).getBytes(StandardCharsets.UTF_8);
        var blob = bean(Blobs.class).store(new ByteArrayInputStream(bytes), 1000);
        return jdbc().sql(
                        """
                        with one as (
                            update release set state = 'RELEASED', released = now(),
                                release_commit = merge_commit
                            where pull_request = :pullRequest returning *),
                        artifact as (
                            insert into release_artifact (release, position, project_id, name,
                                sha256, sha1, md5, size, is_primary)
                            select id, 0, project_id, 'app-' || version || '.jar', :sha256, '', '',
                                :size, true from one)
                        select version from one
                        """)
                .param("pullRequest", ready.id())
                .param("sha256", blob.sha256())
                .param("size", blob.size())
                .query(String.class)
                .single();
    }

    /** An environment of two hosts without a balancer, and whatever else the test says. */
    Environment define(String name, String more) {
        var definition =
                """
                {"kind": "production", "order": 10, "repository": "orders", "promotion": "manual",
                 "promoters": ["%s"],
                 "hosts": [{"name": "order-1", "agent": "nobody", "folder": "/srv/1", "port": 1},
                           {"name": "order-2", "agent": "nobody", "folder": "/srv/2", "port": 2}],
                 "steps": {"install": "true", "stop": "true", "start": "true"} %s}
                """
                        .formatted(promoters, more);
        return bean(Environments.class)
                .put(
                        project.administrator,
                        project.project.key(),
                        name,
                        JsonMapper.shared().readTree(definition))
                .environment();
    }

    Deployment promote(User user, Environment environment, String version) {
        return bean(Promotions.class).promote(user, environment, version, Promotions.Shown.NOTHING);
    }

    /** Deploys a version without a fault. */
    Deployment roll(Environment environment, String version) {
        var deployment = promote(project.reviewer, environment, version);
        drive(deployment, DrivenRollout::well);
        return get(deployment.id());
    }

    /** Ends all that is under way with what the test says, until nothing is. */
    void drive(Deployment deployment, BiFunction<Deployment, Step, Outcome> outcome) {
        for (var open = issued(deployment); !open.isEmpty(); open = issued(deployment)) {
            open.forEach(step -> end(step, outcome.apply(deployment, step)));
        }
    }

    /** What is under way and not waiting for its time. */
    List<Step> issued(Deployment deployment) {
        var soaking = new ArrayList<>(bean(CheckStore.class).soaks(deployment.id()));
        return Journals.underWay(bean(StepStore.class).of(deployment.id())).stream()
                .filter(step -> soaking.stream().noneMatch(one -> one.step() == step.id()))
                .toList();
    }

    Step step(Deployment deployment, String host, StepName name) {
        return bean(StepStore.class).of(deployment.id()).stream()
                .filter(one -> one.host().equals(host) && one.name() == name)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    Deployment get(long id) {
        return bean(DeploymentStore.class).find(id).orElseThrow();
    }

    /** As an agent tells it that goes on with what follows only when this one ended well. */
    void end(Step step, Outcome outcome) {
        var job = bean(Jobs.class).get(step.job());
        new HeldRow(context, this::publish).end(step, spec(step).leadsOn(outcome));
        publish(new JobEvent.Finished(Journals.over(job), outcome));
    }

    /** Its agent asks for what was prepared, while it is at something else. */
    void claim(List<Step> prepared) {
        new HeldRow(context, this::publish).asksFor(prepared);
    }

    /** Its agent went away with it, and with what it had been given ahead. */
    void lose(Step step) {
        var given = Journals.given(bean(StepStore.class).of(step.deployment()), step);
        given.reversed().stream()
                .filter(Step::isPrepared)
                .map(one -> bean(Jobs.class).get(one.job()))
                .forEach(job -> publish(new JobEvent.Withdrawn(job)));
        Stream.concat(Stream.of(step), given.stream().filter(one -> !one.isPrepared()))
                .map(one -> bean(Jobs.class).get(one.job()))
                .forEach(job -> publish(new JobEvent.Lost(job, "the agent was lost")));
    }

    /** What its host says of a step that nobody saw end. */
    void answer(Step step, Outcome outcome) {
        publish(new JobEvent.Finished(Journals.over(bean(Jobs.class).get(step.asking())), outcome));
    }

    JobSpec spec(Step step) {
        return bean(Jobs.class).spec(step.job());
    }

    /** A job of no deployment, as its agent reports it. */
    void end(long job, Outcome outcome) {
        publish(new JobEvent.Finished(Journals.over(bean(Jobs.class).get(job)), outcome));
    }

    /** Its agent went away with it. */
    void lose(long job) {
        publish(new JobEvent.Lost(bean(Jobs.class).get(job), "the agent was lost"));
    }

    static Outcome well(Deployment deployment, Step step) {
        return switch (step.name()) {
            case OBSERVE, CONFIRM ->
                    new Outcome.HostObserved(
                            "",
                            "app.jar",
                            deployment.sha256(),
                            null,
                            null,
                            null,
                            null,
                            false,
                            List.of());
            case VERIFY, SETTLE -> checked("");
            default -> new Outcome.HostStepRan("", 0, 1, false, List.of());
        };
    }

    /** One check's end: empty when it holds. */
    static Outcome.HostChecked checked(String failure) {
        var found = failure.isEmpty() ? "status 200" : "status 503";
        var result =
                new Outcome.HostChecked.Result(
                        "health", "status 200", found, failure.isEmpty(), 1, 5);
        return new Outcome.HostChecked(failure, List.of(result), false, List.of());
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    private void publish(JobEvent event) {
        bean(TransactionTemplate.class).executeWithoutResult(_ -> context.publishEvent(event));
    }
}
