package dev.fairlead.stash.web;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.Reviewer;
import dev.fairlead.review.Reviewers;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Approvals: everybody gives and takes back their own, of exactly the present head. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY + "/pull-requests/{number}")
class StashApprovalRest {
    /** What somebody says; of the commit they looked at, where a tool names it. */
    record Saying(@Nullable String status, @Nullable String lastReviewedCommit) {}

    private final StashRepositories repositories;
    private final PullRequests pullRequests;
    private final Reviewers reviewers;

    StashApprovalRest(
            StashRepositories repositories, PullRequests pullRequests, Reviewers reviewers) {
        this.repositories = repositories;
        this.pullRequests = pullRequests;
        this.reviewers = reviewers;
    }

    @PutMapping("/participants/{name}")
    StashPullRequest.Participant say(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @PathVariable String name,
            @RequestBody Saying said) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        if (!name.equalsIgnoreCase(user.name())) {
            throw Problem.forbidden("Everybody speaks for themselves only: you are " + user.name());
        }
        switch (said.status() == null ? "" : said.status()) {
            case "APPROVED" ->
                    pullRequests.approve(user, repository, number, said.lastReviewedCommit());
            case "UNAPPROVED" -> pullRequests.withdraw(user, repository, number);
            default ->
                    throw Problem.invalid(
                            "status",
                            "status: must be APPROVED or UNAPPROVED. Say what needs work in a comment.");
        }
        return participant(user, repository, number);
    }

    @PostMapping("/approve")
    StashPullRequest.Participant approve(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        pullRequests.approve(user, repository, number, null);
        return participant(user, repository, number);
    }

    @DeleteMapping("/approve")
    StashPullRequest.Participant withdraw(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        pullRequests.withdraw(user, repository, number);
        return participant(user, repository, number);
    }

    private StashPullRequest.Participant participant(User user, Repository repository, int number) {
        var pr = pullRequests.get(repository, number);
        var approved =
                reviewers.of(pr).stream()
                        .filter(one -> one.user() == user.id())
                        .findFirst()
                        .map(Reviewer::approved)
                        .orElse(null);
        return StashPullRequest.Participant.of(
                StashUser.of(user), pr.author() == user.id() ? "AUTHOR" : "REVIEWER", approved);
    }
}
