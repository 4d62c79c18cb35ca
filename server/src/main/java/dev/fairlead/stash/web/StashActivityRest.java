package dev.fairlead.stash.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.review.Activities;
import dev.fairlead.review.Activity;
import dev.fairlead.review.PullRequests;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a pull request, newest first; every comment as it is now. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY + "/pull-requests/{number}/activities")
class StashActivityRest {
    /** One thing that happened; the last two only where something was said. */
    record StashActivity(
            long id,
            long createdDate,
            StashUser user,
            String action,
            @Nullable String commentAction,
            @Nullable StashComment comment) {
        static StashActivity of(Activity activity, User by) {
            var comment = activity.comment();
            return new StashActivity(
                    activity.id(),
                    activity.at().toEpochMilli(),
                    StashUser.of(by),
                    activity.kind().name(),
                    comment == null ? null : "ADDED",
                    comment == null ? null : StashComment.of(comment, by));
        }
    }

    private final StashRepositories repositories;
    private final PullRequests pullRequests;
    private final Activities activities;
    private final Users users;

    StashActivityRest(
            StashRepositories repositories,
            PullRequests pullRequests,
            Activities activities,
            Users users) {
        this.repositories = repositories;
        this.pullRequests = pullRequests;
        this.activities = activities;
        this.users = users;
    }

    @GetMapping
    Page<StashActivity> list(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            Paging paging) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var pr = pullRequests.get(repository, number);
        return Page.of(paging, activities.of(pr, paging.start(), paging.more()))
                .mapAll(this::forms);
    }

    private List<StashActivity> forms(List<Activity> some) {
        var people = users.byIds(some.stream().map(Activity::user).collect(Collectors.toSet()));
        return some.stream()
                .map(one -> StashActivity.of(one, Objects.requireNonNull(people.get(one.user()))))
                .toList();
    }
}
