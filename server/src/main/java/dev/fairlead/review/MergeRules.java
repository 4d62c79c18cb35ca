package dev.fairlead.review;

import dev.fairlead.code.Changes.Mergeability;
import dev.fairlead.code.CommitStatus;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** What must hold before a merge, as pure functions of what was read. */
final class MergeRules {
    static final String BUILD = "Build is green on the head commit";
    static final String APPROVAL = "1 approval from somebody who wrote none of it";

    private MergeRules() {}

    /**
     * @param names the names of users by id, as far as they are needed here
     */
    static MergeCheck build(
            PullRequest pr,
            RequiredBuild required,
            List<CommitStatus> statuses,
            LongFunction<String> names) {
        var own = required.posters().isEmpty();
        var check = own ? BUILD : required.key() + " is green on the head commit";
        var status = required.believed(statuses);
        if (status.isEmpty()) {
            return new MergeCheck(check, false, missing(pr, required, statuses, names));
        }
        var said = status.get();
        var name =
                own
                        ? said.name()
                        : "%s, says %s"
                                .formatted(
                                        said.name(),
                                        names.apply(Objects.requireNonNull(said.poster())));
        return switch (said.state()) {
            case SUCCESSFUL -> new MergeCheck(check, true, name + ".");
            case IN_PROGRESS ->
                    new MergeCheck(
                            check,
                            false,
                            name
                                    + (own
                                            ? ". Its agent lifts this when it has passed."
                                            : ". It lifts this when it has passed."));
            case FAILED, CANCELLED, UNKNOWN ->
                    new MergeCheck(
                            check,
                            false,
                            "%s. Whoever may write pushes a commit that builds to %s."
                                    .formatted(name, pr.source()));
        };
    }

    private static String missing(
            PullRequest pr,
            RequiredBuild required,
            List<CommitStatus> statuses,
            LongFunction<String> names) {
        if (required.posters().isEmpty()) {
            return "Nothing has built "
                    + pr.shortHead()
                    + " yet. Its build starts by itself when the branch holds a"
                    + " fairlead.yml.";
        }
        var believed =
                required.posters().stream()
                        .map(names::apply)
                        .sorted()
                        .collect(Collectors.joining(", "));
        var others =
                required.notBelieved(statuses).stream()
                        .map(CommitStatus::poster)
                        .map(poster -> poster == null ? "Fairlead" : names.apply(poster))
                        .distinct()
                        .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? "Nothing has reported %s of %s yet; %s can."
                        .formatted(required.key(), pr.shortHead(), believed)
                : "%s reported %s of %s, but only the word of %s counts."
                        .formatted(others, required.key(), pr.shortHead(), believed);
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

    /**
     * @param why the sentence of the branch rule that refuses
     */
    static MergeCheck mayNotMerge(PullRequest pr, String who, String why) {
        return new MergeCheck(who + " may merge into " + pr.target(), false, why);
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
