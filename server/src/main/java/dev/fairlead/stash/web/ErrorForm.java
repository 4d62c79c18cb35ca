package dev.fairlead.stash.web;

import dev.fairlead.platform.RefusalForm;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.AlreadyOpen;
import dev.fairlead.review.ChangedMeanwhile;
import dev.fairlead.review.MergeRefused;
import dev.fairlead.review.NothingToMerge;
import dev.fairlead.review.UnfitReviewers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every refusal below {@code /rest} as Stash words it, also those of filters. */
@Component
class ErrorForm implements RefusalForm {
    private static final String PULL = "com.atlassian.bitbucket.pull.";
    private static final String OUT_OF_DATE = "PullRequestOutOfDateException";
    private static final String COMMENT =
            "com.atlassian.bitbucket.comment.CommentOutOfDateException";

    @Override
    public String below() {
        return "/rest";
    }

    @Override
    public Object body(String detail, @Nullable String field, @Nullable Problem problem) {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("context", field);
        error.put("message", detail);
        error.put("exceptionName", null);
        if (problem != null) {
            tellMore(error, problem);
        }
        return Map.of("errors", List.of(error));
    }

    /** What clients tell apart by its name, and what belongs to it. */
    private static void tellMore(Map<String, @Nullable Object> error, Problem problem) {
        switch (problem) {
            case NothingToMerge _ -> error.put("exceptionName", PULL + "EmptyPullRequestException");
            case AlreadyOpen other -> {
                error.put("exceptionName", PULL + "DuplicatePullRequestException");
                error.put("existingPullRequest", Map.of("id", other.number()));
            }
            case ChangedMeanwhile changed -> {
                error.put("exceptionName", changed.isOfComment() ? COMMENT : PULL + OUT_OF_DATE);
                error.put("currentVersion", changed.current());
                error.put("expectedVersion", changed.seen());
            }
            case UnfitReviewers unfit -> {
                error.put("exceptionName", PULL + "InvalidPullRequestReviewersException");
                error.put("reviewerErrors", reasons(unfit));
                error.put("validReviewers", List.of());
            }
            case MergeRefused refused -> {
                error.put("exceptionName", PULL + "PullRequestMergeVetoedException");
                error.put("conflicted", false);
                error.put(
                        "vetoes",
                        refused.failed().stream().map(StashDecisionRest.Veto::of).toList());
            }
            default -> {}
        }
    }

    private static List<Map<String, @Nullable String>> reasons(UnfitReviewers unfit) {
        return unfit.reasons().entrySet().stream().map(ErrorForm::reason).toList();
    }

    private static Map<String, @Nullable String> reason(Map.Entry<String, String> unfit) {
        var reason = new LinkedHashMap<String, @Nullable String>();
        reason.put("context", unfit.getKey());
        reason.put("message", unfit.getValue());
        reason.put("exceptionName", null);
        return reason;
    }
}
