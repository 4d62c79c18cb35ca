package dev.fairlead.deploy.web;

import dev.fairlead.deploy.CheckResult;
import dev.fairlead.deploy.Decisions;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Meanwhile;
import dev.fairlead.deploy.Rollbacks;
import dev.fairlead.deploy.Soak;
import dev.fairlead.deploy.Step;
import dev.fairlead.deploy.StepState;
import dev.fairlead.deploy.web.DeploymentPage.Checked;
import dev.fairlead.deploy.web.DeploymentPage.Guide;
import dev.fairlead.deploy.web.DeploymentPage.LogLine;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.Releases;
import dev.fairlead.timeline.LineViews;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the page of a deployment shows. */
@Component
class DeploymentViews {
    private static final int LOGGED_STEPS = 12;
    private static final int LOG_LINES = 100;
    private static final int LINES_OF_ONE = 2_000;
    private static final int LATEST = 100;

    private final Deployments deployments;
    private final Decisions decisions;
    private final Rollbacks rollbacks;
    private final Meanwhile meanwhile;
    private final Projects projects;
    private final Releases releases;
    private final Timeline timeline;
    private final Users users;
    private final Jobs jobs;

    DeploymentViews(
            Deployments deployments,
            Decisions decisions,
            Rollbacks rollbacks,
            Meanwhile meanwhile,
            Projects projects,
            Releases releases,
            Timeline timeline,
            Users users,
            Jobs jobs) {
        this.deployments = deployments;
        this.decisions = decisions;
        this.rollbacks = rollbacks;
        this.meanwhile = meanwhile;
        this.projects = projects;
        this.releases = releases;
        this.timeline = timeline;
        this.users = users;
        this.jobs = jobs;
    }

    /**
     * @param step whose log is asked for; null for those of the last steps
     */
    DeploymentPage page(User user, Deployment deployment, @Nullable Long step) {
        var environment = deployments.environment(deployment);
        var project = projects.get(environment.projectId());
        var attempts = deployments.steps(deployment);
        var latest = Step.latest(attempts);
        var by = deployment.requestedBy();
        var logged = logged(attempts, step);
        return new DeploymentPage(
                new Place(project.key(), project.name(), Section.ENVIRONMENTS),
                environment,
                deployment,
                by == null ? null : users.get(by).displayName(),
                StepTable.of(environment.definition(), attempts),
                checks(deployment, latest),
                PlayTable.of(
                        deployments.taskRuns(attempts),
                        deployments.taskRunsMark(deployment, attempts)),
                queue(deployment, environment),
                logged,
                logged == null ? log(attempts) : lines(logged, LINES_OF_ONE).toList(),
                guide(user, deployment, environment),
                line(deployment),
                waits(latest),
                traffic(deployment, attempts),
                meanwhile.remarks(deployment),
                meanwhile.decided(deployment));
    }

    private Queue queue(Deployment deployment, Environment environment) {
        return Queue.of(
                deployment,
                deployments.of(environment, LATEST),
                one -> deployments.takesBack(one).isPresent());
    }

    private @Nullable TrafficPicture traffic(Deployment deployment, List<Step> attempts) {
        return meanwhile
                .traffic(deployment)
                .map(traffic -> TrafficPicture.of(traffic, attempts))
                .orElse(null);
    }

    private Guide guide(User user, Deployment deployment, Environment environment) {
        return new Guide(
                decisions.choices(user, deployment),
                decisions.who(user, environment),
                rollbacks.readiness(environment).orElse(null),
                rollbacks.mayLook(user, environment),
                deployments.takesBack(deployment).orElse(null),
                deployments.takenBackBy(deployment).orElse(null));
    }

    private List<Checked> checks(Deployment deployment, List<Step> latest) {
        var results =
                deployments.checks(deployment).stream()
                        .collect(Collectors.groupingBy(CheckResult::step));
        var soaks =
                deployments.soaks(deployment).stream()
                        .collect(Collectors.toMap(Soak::step, soak -> soak));
        return latest.stream()
                .flatMap(step ->
                        results.getOrDefault(step.id(), List.of()).stream()
                                .map(one -> new Checked(step, one, soaks.get(step.id()))))
                .toList();
    }

    /** One that never had a job has no log. */
    private static @Nullable Step logged(List<Step> attempts, @Nullable Long id) {
        return attempts.stream()
                .filter(step -> id != null && step.id() == id && step.job() != null)
                .findFirst()
                .orElse(null);
    }

    private List<LogLine> log(List<Step> attempts) {
        return attempts.stream()
                .filter(step -> step.job() != null && step.issued() != null)
                .sorted(Comparator.comparingLong(DeploymentViews::job).reversed())
                .limit(LOGGED_STEPS)
                .sorted(Comparator.comparingLong(DeploymentViews::job))
                .flatMap(step -> lines(step, LOG_LINES))
                .toList();
    }

    private Stream<LogLine> lines(Step step, int most) {
        return jobs.log(job(step), 0, most).lines().stream()
                .map(line -> new LogLine(step.place(), step.name().word(), line));
    }

    private static long job(Step step) {
        return Objects.requireNonNull(step.job());
    }

    private String waits(List<Step> latest) {
        return latest.stream()
                .filter(step -> step.state() == StepState.ISSUED && step.fence() == null)
                .filter(step -> !step.isPrepared())
                .map(step -> jobs.whyWaiting(job(step)))
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    private @Nullable LineView line(Deployment deployment) {
        var issue = releases.get(deployment.releaseId()).issue();
        return issue == null ? null : LineViews.of(issue, timeline.line(issue));
    }
}
