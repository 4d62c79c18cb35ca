package dev.fairlead.deploy;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may be decided about a deployment, what would follow, and by whom. */
@Component
class Choices {
    private final DeploymentStore deployments;
    private final Engine engine;
    private final Story story;
    private final Reopening reopening;
    private final PromotionRules rules;
    private final Access access;

    Choices(
            DeploymentStore deployments,
            Engine engine,
            Story story,
            Reopening reopening,
            PromotionRules rules,
            Access access) {
        this.deployments = deployments;
        this.engine = engine;
        this.story = story;
        this.reopening = reopening;
        this.rules = rules;
        this.access = access;
    }

    /** Whether the user is one of those who decide here, and who they are. */
    Reason mayDecide(User user, Environment environment) {
        var promoter = rules.promoter(user, environment);
        if (promoter.holds()) {
            return promoter;
        }
        if (access.may(user, environment.projectId(), Role.ADMINISTER)) {
            return Reason.holds(user.name() + " administers the project");
        }
        if (environment.definition().automatic()
                && access.may(user, environment.projectId(), Role.WRITE)) {
            return Reason.holds(
                    user.name()
                            + " may write in the project, and releases come here by themselves");
        }
        return Reason.notAllowed(
                "%s may not decide about %s: that is for %s."
                        .formatted(
                                user.name(),
                                environment.name(),
                                Story.promoters(environment.definition())));
    }

    /**
     * @param environment in the version that the deployment is bound to
     */
    List<Choice> of(User user, Deployment deployment, Environment environment) {
        var may = mayDecide(user, environment);
        var choices = new ArrayList<Choice>();
        for (var host : reopening.hostsInTrouble(deployment)) {
            choices.add(choice(may, Decision.RETRY, host, retry(host), retryFollows(host)));
            choices.add(choice(may, Decision.SKIP, host, skip(host), skipFollows(host)));
        }
        if (open(deployment) && !deployment.stopping()) {
            choices.add(
                    deployment.paused()
                            ? choice(
                                    may,
                                    Decision.RESUME,
                                    null,
                                    "Go on with the next host",
                                    "The next turn begins at once.")
                            : choice(
                                    may,
                                    Decision.PAUSE,
                                    null,
                                    "Pause before the next host",
                                    "Hosts under way are brought to their end; no other turn begins until somebody resumes."));
        }
        rollBack(deployment)
                .ifPresent(before -> {
                    var promoter = rules.promoter(user, environment);
                    choices.add(
                            choice(
                                    promoter,
                                    Decision.ROLLBACK,
                                    null,
                                    "Roll back to " + before.version(),
                                    rollBackFollows(deployment, before)));
                });
        if (!deployment.stopping() && !isClosed(deployment)) {
            choices.add(
                    choice(
                            may,
                            Decision.STOP,
                            null,
                            "Stop here",
                            stopFollows(deployment, environment)));
        }
        if (open(deployment) && !deployment.aborting()) {
            choices.add(
                    choice(
                            may,
                            Decision.ABORT,
                            null,
                            "Abort",
                            abortFollows(environment.definition().strategy())));
        }
        return List.copyOf(choices);
    }

    private Optional<Deployment> rollBack(Deployment deployment) {
        return deployment.state() == Deployment.State.WAITING || !reopening.isLatest(deployment)
                ? Optional.empty()
                : deployments.verifiedBefore(deployment.environmentId(), deployment.releaseId());
    }

    private static String retry(String host) {
        return host.isEmpty() ? "Do what failed again" : "Do the turn of " + host + " again";
    }

    private static String retryFollows(String host) {
        return host.isEmpty()
                ? "It is done once more, as another attempt beside the one that failed, and then it goes on."
                : "%s stays out of its pool until it is healthy. Its commands run again from the first, as another attempt beside the one that failed; then it goes on with the other hosts."
                        .formatted(host);
    }

    private static String skip(String host) {
        return host.isEmpty() ? "Leave out what failed" : "Leave " + host + " as it is, and go on";
    }

    private static String skipFollows(String host) {
        return host.isEmpty()
                ? "It is not done, and the deployment goes on. It ends as stopped, not as verified."
                : "The rest of its turn is not done. Where it is out of its pool now it stays parked there, and every page of the environment says so until a deployment brings it back. The others go on; the deployment ends as stopped, not as verified.";
    }

    private static String rollBackFollows(Deployment deployment, Deployment before) {
        var first =
                open(deployment)
                        ? "This deployment ends first, when the hosts under way are through. Then"
                        : "Now";
        return "%s a deployment of %s begins, the same bytes that deployment %d verified here. It goes over all hosts as every other one does; it comes before what waits."
                .formatted(first, before.version(), before.id());
    }

    private static String abortFollows(Strategy strategy) {
        var first = "Commands that run are brought to their end. ";
        return strategy.kind() == Strategy.Kind.BLUE_GREEN
                ? first
                        + "Then the pool becomes what it was before: hosts of the set that served go back if they had left, and when all of them serve, hosts of the other set leave that had come in. What was installed there stays, out of the pool; the result says what every host runs."
                : first
                        + "A host that nothing was done to goes back where it serves, one that was started is verified and goes back; one in between stays out of its pool. The result says what every host runs.";
    }

    private String stopFollows(Deployment deployment, Environment environment) {
        if (deployment.state() == Deployment.State.WAITING) {
            return "It is not begun. Nothing changes on any host.";
        }
        return Ends.joined(
                open(deployment)
                        ? "Hosts under way are brought to their end, and no other turn begins. Nothing is taken back."
                        : "Nothing more is done.",
                whatRuns(deployment, environment));
    }

    /** What would be left as it is. */
    private String whatRuns(Deployment deployment, Environment environment) {
        var progress = engine.progress(deployment, environment);
        var runs = engine.whatRuns(deployment, environment, progress);
        return Ends.joined(runs.isEmpty() ? "" : "By now " + runs, story.parkedNote(environment));
    }

    private static Choice choice(
            Reason may, Decision decision, @Nullable String host, String sentence, String follows) {
        return new Choice(decision, host, sentence, follows, may.holds(), may.sentence());
    }

    private static boolean open(Deployment deployment) {
        return deployment.state() == Deployment.State.RUNNING;
    }

    /** One that failed is over when another has followed it. */
    private boolean isClosed(Deployment deployment) {
        return switch (deployment.state()) {
            case VERIFIED, STOPPED -> true;
            case FAILED -> !reopening.isLatest(deployment);
            case WAITING, RUNNING -> false;
        };
    }
}
