package dev.fairlead.notify;

import dev.fairlead.build.BuildFinished;
import dev.fairlead.build.Turn;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.DeploymentChanged;
import dev.fairlead.deploy.PromotionAwaited;
import dev.fairlead.deploy.Promotions;
import dev.fairlead.deploy.Reason;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.Users;
import dev.fairlead.review.ReviewAsked;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells people what they are asked for, or what of theirs went wrong. */
@Component
class PersonalNotices {
    private final PersonalMail mail;
    private final BuildWords builds;
    private final DeploymentWords deployments;
    private final AskedWords asked;
    private final Source source;
    private final Promotions promotions;
    private final Access access;
    private final Users users;

    PersonalNotices(
            PersonalMail mail,
            BuildWords builds,
            DeploymentWords deployments,
            AskedWords asked,
            Source source,
            Promotions promotions,
            Access access,
            Users users) {
        this.mail = mail;
        this.builds = builds;
        this.deployments = deployments;
        this.asked = asked;
        this.source = source;
        this.promotions = promotions;
        this.access = access;
        this.users = users;
    }

    @EventListener
    void on(BuildFinished finished) {
        if (finished.turn() == Turn.BROKE) {
            var repository = finished.repository();
            var pusher = source.pusher(repository, finished.build().commit());
            mail.tell(
                    PersonalEvent.BUILD_BROKE,
                    user -> pusher.equals(OptionalLong.of(user)) && reads(user, repository),
                    () -> builds.notice(NoticeEvent.BUILD_BROKE, finished.build(), repository));
        }
    }

    @EventListener
    void on(ReviewAsked event) {
        mail.tell(
                PersonalEvent.REVIEW_ASKED,
                user -> event.reviewers().contains(user) && reads(user, event.repository()),
                () -> asked.review(event));
    }

    /** Only whom the rules would let: who wrote part of it does not promote it. */
    @EventListener
    void on(PromotionAwaited awaited) {
        mail.tell(
                PersonalEvent.PROMOTION_WAITS,
                id -> {
                    var user = users.get(id);
                    return promotions.isPromoter(user, awaited.environment())
                            && promotions
                                    .reasons(user, awaited.environment(), awaited.release())
                                    .stream()
                                    .allMatch(Reason::holds);
                },
                () -> asked.promotion(awaited));
    }

    @EventListener
    void on(DeploymentChanged changed) {
        var deployment = changed.deployment();
        if (deployment.state() == Deployment.State.FAILED) {
            var project = changed.environment().projectId();
            mail.tell(
                    PersonalEvent.DEPLOYMENT_FAILED,
                    user ->
                            Long.valueOf(user).equals(deployment.requestedBy())
                                    && access.may(users.get(user), project, Role.READ),
                    () ->
                            deployments.notice(
                                    NoticeEvent.DEPLOYMENT_FAILED,
                                    deployment,
                                    changed.environment(),
                                    List.of(),
                                    deployment.note()));
        }
    }

    private boolean reads(long user, Repository repository) {
        return access.may(users.get(user), repository.projectId(), Role.READ);
    }
}
