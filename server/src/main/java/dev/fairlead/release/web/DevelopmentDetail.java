package dev.fairlead.release.web;

import dev.fairlead.build.Build;
import dev.fairlead.web.IssueDetail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Branches and release in an issue's REST answer. */
@Component
class DevelopmentDetail implements IssueDetail {
    private final Development development;

    DevelopmentDetail(Development development) {
        this.development = development;
    }

    /** A branch; commits counts those that it brings. */
    record BranchJson(
            String repository,
            String name,
            int commits,
            @Nullable BuildRef build,
            @Nullable PullRequestRef pullRequest) {}

    /** The latest build of a branch. */
    record BuildRef(long id, String state, String url) {}

    /** The open or else the latest pull request of a branch. */
    record PullRequestRef(int number, String state, String url) {}

    /** The latest release of the issue. */
    record ReleaseRef(String repository, String version, String state, String url) {}

    @Override
    public Map<String, ?> detail(String issueKey) {
        var view = development.of(issueKey);
        Map<String, @Nullable Object> detail = new HashMap<>();
        detail.put("branches", view.changes().stream().map(DevelopmentDetail::branch).toList());
        detail.put("release", release(view.releases()));
        return detail;
    }

    private static BranchJson branch(DevelopmentView.Change change) {
        var pullRequest = change.pullRequest();
        return new BranchJson(
                change.repository().slug(),
                change.branch(),
                change.commits(),
                build(change.build()),
                pullRequest == null
                        ? null
                        : new PullRequestRef(
                                pullRequest.number(),
                                pullRequest.state().word(),
                                change.repository().url() + pullRequest.path()));
    }

    private static @Nullable BuildRef build(@Nullable Build build) {
        return build == null
                ? null
                : new BuildRef(build.id(), DevelopmentView.Change.word(build), build.url());
    }

    private static @Nullable ReleaseRef release(List<DevelopmentView.Shipped> shipped) {
        return shipped.stream()
                .findFirst()
                .map(latest ->
                        new ReleaseRef(
                                latest.repository().slug(),
                                latest.release().version(),
                                latest.release().state().word(),
                                latest.url()))
                .orElse(null);
    }
}
