package dev.fairlead.review;

import dev.fairlead.code.Pushed;
import dev.fairlead.code.RefsMoved;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Follows the branches inside the push: a moved head voids the approvals that were given for the
 * old one, a deleted source declines. The new commits cannot be read before the push is committed,
 * so who wrote them is found by the look that is owed.
 */
@Component
class HeadMoves {
    private static final String HEADS = "refs/heads/";

    private final PullRequestStore store;
    private final ApprovalStore approvals;
    private final Rechecks rechecks;
    private final ReviewStory story;
    private final People people;
    private final Opening opening;
    private final ApplicationEventPublisher events;

    HeadMoves(
            PullRequestStore store,
            ApprovalStore approvals,
            Rechecks rechecks,
            ReviewStory story,
            People people,
            Opening opening,
            ApplicationEventPublisher events) {
        this.store = store;
        this.approvals = approvals;
        this.rechecks = rechecks;
        this.story = story;
        this.people = people;
        this.opening = opening;
        this.events = events;
    }

    /** Heard before the push touches any issue: see the order of locks in RATIONALE.md. */
    @EventListener
    void on(RefsMoved moved) {
        var branches =
                moved.moves().stream()
                        .map(RefsMoved.Move::ref)
                        .filter(ref -> ref.startsWith(HEADS))
                        .map(ref -> ref.substring(HEADS.length()))
                        .toList();
        if (!branches.isEmpty()) {
            store.holdHeads(moved.repository().id());
            store.holdOpenFrom(moved.repository().id(), branches);
        }
    }

    @EventListener
    void on(Pushed pushed) {
        for (var move : pushed.branches()) {
            follow(pushed, move);
            rechecks.oweBranch(pushed.repository(), move.branch());
        }
    }

    private void follow(Pushed pushed, Pushed.Move move) {
        for (var pr : store.openFrom(pushed.repository().id(), move.branch())) {
            var to = move.to();
            if (to == null) {
                opening.decline(
                        pushed.pusher(), pushed.repository(), pr, null, "its branch was deleted");
            } else if (!to.equals(pr.head())) {
                moved(pushed, pr, to);
            }
        }
    }

    private void moved(Pushed pushed, PullRequest shown, String to) {
        var repository = pushed.repository();
        var pr = store.lock(shown.id());
        store.moveHead(pr.id(), to);
        var approvers = approvals.voidAll(pr.id()).stream().map(people::name).toList();
        story.voided(
                repository,
                pr,
                "its head moved to " + to.substring(0, 10),
                Map.of("movedTo", to),
                approvers);
        story.waits(repository, pr, Holder.APPROVAL);
        var now = store.byId(pr.id()).orElseThrow();
        events.publishEvent(new PullRequestHeadMoved(now, repository, pr.head(), pushed.pusher()));
    }
}
