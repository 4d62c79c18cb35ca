package dev.fairlead.review;

import dev.fairlead.code.Changes.Mergeability;
import dev.fairlead.code.CommitStatus;
import java.util.List;
import java.util.Optional;

/** What must hold before a merge, as pure functions of what was read. */
final class MergeRules {
    static final String BUILD = "Build is green on the head commit";
    static final String APPROVAL = "1 approval from somebody who wrote none of it";

    /** The key under which Fairlead's own agents report. */
    static final String BUILD_KEY = "fairlead";

    private MergeRules() {}

    static MergeCheck build(PullRequest pr, List<CommitStatus> statuses) {
        Optional<CommitStatus> status =
                statuses.stream().filter(s -> s.key().equals(BUILD_KEY)).findFirst();
        if (status.isEmpty()) {
            return new MergeCheck(
                    BUILD,
                    false,
                    "Nothing has built "
                            + pr.shortHead()
                            + " yet. Its build starts by itself when the branch holds a"
                            + " fairlead.yml.");
        }
        var name = status.get().name();
        return switch (status.get().state()) {
            case SUCCESSFUL -> new MergeCheck(BUILD, true, name + ".");
            case IN_PROGRESS ->
                    new MergeCheck(
                            BUILD, false, name + ". Its agent lifts this when it has passed.");
            case FAILED ->
                    new MergeCheck(
                            BUILD,
                            false,
                            "%s. Whoever may write pushes a commit that builds to %s."
                                    .formatted(name, pr.source()));
        };
    }

    /**
     * @param approvers the names of those whose approval counts
     * @param refused why the approvals that were given do not count
     * @param lifters the names of those who could give one that does
     */
    static MergeCheck approval(
            PullRequest pr, List<String> approvers, List<String> refused, List<String> lifters) {
        if (!approvers.isEmpty()) {
            return new MergeCheck(
                    APPROVAL, true, "Approved by " + String.join(", ", approvers) + ".");
        }
        var said =
                refused.isEmpty()
                        ? "Nobody has approved " + pr.shortHead() + " yet."
                        : String.join(" ", refused);
        return new MergeCheck(APPROVAL, false, said + " " + whoCan(lifters));
    }

    static MergeCheck merges(PullRequest pr, Mergeability merge) {
        var name = merges(pr);
        if (merge.nothingToMerge()) {
            return new MergeCheck(
                    name,
                    false,
                    "%s contains every commit of %s already. Push a commit or decline."
                            .formatted(pr.target(), pr.source()));
        }
        if (merge.conflicts().isEmpty()) {
            return new MergeCheck(name, true, "No conflicts.");
        }
        return new MergeCheck(
                name,
                false,
                "Conflicts in %s. Whoever may write merges %s into %s and pushes."
                        .formatted(few(merge.conflicts()), pr.target(), pr.source()));
    }

    static MergeCheck merged(PullRequest pr) {
        return new MergeCheck(merges(pr), true, "It was merged.");
    }

    static MergeCheck noTarget(PullRequest pr) {
        return new MergeCheck(
                merges(pr), false, "There is no branch " + pr.target() + " any more. Decline it.");
    }

    static String whoCan(List<String> lifters) {
        return switch (lifters.size()) {
            case 0 -> "No other member may write here: an administrator of the project adds one.";
            case 1 -> lifters.getFirst() + " can.";
            default -> few(lifters) + " can.";
        };
    }

    private static String merges(PullRequest pr) {
        return "Merges cleanly into " + pr.target();
    }

    private static String few(List<String> names) {
        var shown = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() > 3 ? shown + " and " + (names.size() - 3) + " more" : shown;
    }
}
