package dev.fairlead.deploy;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells of deployments where the changes they carry are followed, and in the audit. */
@Component
class Story {
    private final Timeline timeline;
    private final Audit audit;
    private final Releases releases;
    private final Issues issues;
    private final Users users;
    private final Projects projects;
    private final HostStates hosts;

    Story(
            Timeline timeline,
            Audit audit,
            Releases releases,
            Issues issues,
            Users users,
            Projects projects,
            HostStates hosts) {
        this.timeline = timeline;
        this.audit = audit;
        this.releases = releases;
        this.issues = issues;
        this.users = users;
        this.projects = projects;
        this.hosts = hosts;
    }

    /** A host's turn began or ended. */
    void progressed(Deployment deployment, Environment environment, Progress progress) {
        if (deployment.state() != Deployment.State.RUNNING) {
            return;
        }
        if (deployment.paused() && !deployment.note().isEmpty()) {
            stop(deployment, environment, StopState.BLOCKED, deployment.note());
            return;
        }
        var stuck = progress.where(Step::stuck).stream().findFirst();
        var note =
                stuck.map(step -> step.name().word() + " on " + step.place() + " needs a person")
                        .orElseGet(() -> howFar(deployment, progress));
        var state = stuck.isPresent() ? StopState.BLOCKED : StopState.CURRENT;
        stop(deployment, environment, state, note);
    }

    private static String howFar(Deployment deployment, Progress progress) {
        if (deployment.aborting()) {
            return "being aborted";
        }
        return progress.hosts() == 0
                ? "under way"
                : progress.through() + " of " + progress.hosts() + " hosts";
    }

    void changed(Deployment deployment, Environment environment) {
        var version = deployment.version();
        switch (deployment.state()) {
            case WAITING ->
                    stop(
                            deployment,
                            environment,
                            StopState.WAITING,
                            version + " waits for its turn");
            case RUNNING -> stop(deployment, environment, StopState.CURRENT, "rolling");
            case VERIFIED -> stop(deployment, environment, StopState.DONE, "verified");
            case FAILED -> stop(deployment, environment, StopState.FAILED, deployment.note());
            case STOPPED -> stop(deployment, environment, StopState.BLOCKED, deployment.note());
        }
        record(deployment, environment);
        tell(deployment, environment);
    }

    /** The release reached the environment and nobody has promoted it yet. */
    void waits(Release release, Environment environment) {
        if (release.issue() != null) {
            timeline.stop(
                    release.issue(),
                    stopOf(environment),
                    StopState.WAITING,
                    named(
                            environment,
                            release.version()
                                    + " waits for "
                                    + promoters(environment.definition())),
                    environment.url(projects.get(environment.projectId()).key()));
        }
    }

    static String promoters(Definition definition) {
        return definition.promoters().isEmpty()
                ? "an administrator of the project"
                : "a promoter of " + String.join(", ", definition.promoters());
    }

    /** The change of a release runs there now, though with a later release's bytes. */
    void carried(Release earlier, Deployment deployment, Environment environment) {
        if (earlier.issue() != null) {
            timeline.stop(
                    earlier.issue(),
                    stopOf(environment),
                    StopState.DONE,
                    named(environment, "verified with " + deployment.version()),
                    deployment.url());
            arrived(earlier, environment);
        }
    }

    /** The change was there, and is not any more. */
    void takenBack(Release later, Deployment deployment, Environment environment) {
        if (later.issue() != null) {
            timeline.stop(
                    later.issue(),
                    stopOf(environment),
                    StopState.BLOCKED,
                    named(environment, "rolled back to " + deployment.version()),
                    deployment.url());
        }
    }

    /** A change that runs in production is done. */
    void arrived(Release release, Environment environment) {
        if (release.issue() != null
                && environment.definition().kind() == Definition.Kind.PRODUCTION) {
            issues.move(Actor.FAIRLEAD, release.issue(), IssueStatus.DONE);
        }
    }

    /** Which hosts a deployment leaves out of their pool: never unsaid. */
    String parkedNote(Environment environment) {
        var parked = hosts.parked(environment.id());
        return parked.isEmpty()
                ? ""
                : "Out of the pool: " + String.join(", ", parked.stream().sorted().toList()) + ".";
    }

    /**
     * What a rollback goes back to is in what came after it, too: its change was here all along.
     */
    private void stop(
            Deployment deployment, Environment environment, StopState state, String note) {
        if (deployment.cause() == Deployment.Cause.ROLLBACK && state != StopState.DONE) {
            return;
        }
        var issue = releases.get(deployment.releaseId()).issue();
        if (issue != null) {
            timeline.stop(
                    issue, stopOf(environment), state, named(environment, note), deployment.url());
        }
    }

    /** Several environments stand in one stop of the line; its namesake need not say its name. */
    private static String named(Environment environment, String note) {
        return environment.name().equalsIgnoreCase(stopOf(environment).name())
                ? note
                : environment.name() + ": " + note;
    }

    private void tell(Deployment deployment, Environment environment) {
        var issue = releases.get(deployment.releaseId()).issue();
        if (issue != null) {
            var text = words(deployment).formatted(deployment.version(), environment.name());
            timeline.tell(
                    issue,
                    (deployment.state() == Deployment.State.WAITING
                                    ? actor(deployment)
                                    : Actor.FAIRLEAD)
                            .name(),
                    deployment.state() == Deployment.State.WAITING ? "promoted" : "deployed",
                    deployment.note().isEmpty() ? text : text + ": " + deployment.note(),
                    deployment.url());
        }
    }

    private static String words(Deployment deployment) {
        return switch (deployment.state()) {
            case WAITING ->
                    switch (deployment.cause()) {
                        case AUTOMATIC -> "sent %s to %s";
                        case PROMOTION -> "promoted %s to %s";
                        case ROLLBACK -> "went back to %s in %s";
                    };
            case RUNNING -> "began to deploy %s to %s";
            case VERIFIED -> "verified %s in %s";
            case FAILED -> "could not deploy %s to %s";
            case STOPPED -> "stopped %s on its way to %s";
        };
    }

    private void record(Deployment deployment, Environment environment) {
        var by =
                deployment.state() == Deployment.State.WAITING ? actor(deployment) : Actor.FAIRLEAD;
        audit.record(
                by,
                "deployment." + deployment.state().word(),
                projects.get(environment.projectId()).key() + "/" + environment.name(),
                Map.of(
                        "deployment", deployment.id(),
                        "cause", deployment.cause().word(),
                        "version", deployment.version(),
                        "sha256", deployment.sha256(),
                        "environmentVersion", deployment.environmentVersion(),
                        "note", deployment.note()));
    }

    private Actor actor(Deployment deployment) {
        return deployment.requestedBy() == null
                ? Actor.FAIRLEAD
                : users.get(deployment.requestedBy()).actor();
    }

    private static Stop stopOf(Environment environment) {
        return environment.definition().kind() == Definition.Kind.PRODUCTION
                ? Stop.PRODUCTION
                : Stop.STAGING;
    }
}
