package dev.fairlead.stash.web;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a repository asks of its pull requests, and who could be asked to review them. */
@Hidden
@RestController
class StashSettingRest {
    /** How pull requests are merged; there is one way, a commit of two parents. */
    record Strategy(String id, String name, boolean enabled) {}

    record MergeConfig(Strategy defaultStrategy, List<Strategy> strategies, String type) {}

    /** True of every repository here: an approval is for one head and gone with it. */
    record PullRequestSettings(
            MergeConfig mergeConfig,
            int requiredApprovers,
            int requiredSuccessfulBuilds,
            boolean requiredAllApprovers,
            boolean requiredAllTasksComplete,
            boolean unapproveOnUpdate) {}

    /** A group of people; a tool asks all of them or some. */
    record ReviewerGroup(String name, List<StashUser> users, Map<String, Object> scope) {}

    private static final Strategy NO_FF = new Strategy("no-ff", "Merge commit", true);

    private final StashRepositories repositories;
    private final Groups groups;
    private final Access access;

    StashSettingRest(StashRepositories repositories, Groups groups, Access access) {
        this.repositories = repositories;
        this.groups = groups;
        this.access = access;
    }

    @GetMapping(Rest.REPOSITORY + "/settings/pull-requests")
    PullRequestSettings pullRequests(
            User user, @PathVariable String key, @PathVariable String slug) {
        repositories.require(user, key, slug, Role.READ);
        var config = new MergeConfig(NO_FF, List.of(NO_FF), "REPOSITORY");
        return new PullRequestSettings(config, 1, 1, false, false, true);
    }

    /** The groups with members who may write here, without the others. */
    @GetMapping(Rest.REPOSITORY + "/settings/reviewer-groups")
    Page<ReviewerGroup> reviewerGroups(
            User user, @PathVariable String key, @PathVariable String slug, Paging paging) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var all =
                groups.all().stream()
                        .map(group -> reviewers(repository, group.name()))
                        .filter(group -> !group.users().isEmpty())
                        .toList();
        return Page.ofAll(paging, all);
    }

    /** Nobody is asked by default; every new pull request asks for this list. */
    @GetMapping(
            "/rest/default-reviewers/{version:1\\.0|latest}/projects/{key}/repos/{slug}/reviewers")
    List<StashUser> defaultReviewers(
            User user, @PathVariable String key, @PathVariable String slug) {
        repositories.require(user, key, slug, Role.READ);
        return List.of();
    }

    private ReviewerGroup reviewers(Repository repository, String group) {
        var writers =
                groups.members(group).stream()
                        .filter(one -> access.may(one, repository.projectId(), Role.WRITE))
                        .map(StashUser::of)
                        .toList();
        return new ReviewerGroup(
                group, writers, Map.of("type", "PROJECT", "resourceId", repository.projectId()));
    }
}
