package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.Amendment;
import dev.fairlead.review.Proposal;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import dev.fairlead.web.Listing;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pull requests for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{key}/repositories/{slug}/pull-requests")
class PullRequestRest {
    private final PullRequests pullRequests;
    private final Repositories repositories;
    private final PullRequestJsons jsons;

    PullRequestRest(PullRequests pullRequests, Repositories repositories, PullRequestJsons jsons) {
        this.pullRequests = pullRequests;
        this.repositories = repositories;
        this.jsons = jsons;
    }

    /** Target is the default branch, and description and reviewers empty where they are missing. */
    record Opening(
            @Nullable String title,
            @Nullable String description,
            @Nullable String source,
            @Nullable String target,
            @Nullable List<String> reviewers) {}

    /** What is missing stays; the version is the one that was looked at. */
    record Changing(
            @Nullable Integer version,
            @Nullable String title,
            @Nullable String description,
            @Nullable String target,
            @Nullable List<String> reviewers) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PullRequestJson open(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestBody Opening asked) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var source = given("source", asked.source());
        var target = asked.target();
        var description = asked.description();
        var reviewers = asked.reviewers();
        var wanted =
                new Proposal(
                        given("title", asked.title()),
                        description == null ? "" : description,
                        source,
                        target == null ? repository.defaultBranch() : target,
                        reviewers == null ? List.of() : reviewers);
        return jsons.whole(user, repository, pullRequests.open(user, repository, wanted));
    }

    @PutMapping("/{number}")
    PullRequestJson change(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestBody Changing asked) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var seen = asked.version();
        if (seen == null) {
            throw Problem.invalid("version", "version: must be given");
        }
        var wanted =
                new Amendment(
                        seen,
                        asked.title(),
                        asked.description(),
                        asked.target(),
                        asked.reviewers());
        return jsons.whole(user, repository, pullRequests.amend(user, repository, number, wanted));
    }

    @GetMapping
    Listing<PullRequestJson> list(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam @Nullable String state,
            @RequestParam(defaultValue = "9223372036854775807") long before) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var found =
                pullRequests.of(repository, state(state), before, Listing.PAGE + 1).stream()
                        .toList();
        var page = found.stream().limit(Listing.PAGE).toList();
        var next =
                found.size() <= Listing.PAGE
                        ? null
                        : "/api/v1%s/pull-requests?before=%d%s"
                                .formatted(
                                        repository.url(),
                                        page.getLast().id(),
                                        state == null ? "" : "&state=" + state);
        return new Listing<>(page.stream().map(p -> jsons.brief(repository, p)).toList(), next);
    }

    @GetMapping("/{number}")
    PullRequestJson get(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return jsons.whole(user, repository, pullRequests.get(repository, number));
    }

    private static PullRequest.@Nullable State state(@Nullable String word) {
        return word == null
                ? null
                : Arrays.stream(PullRequest.State.values())
                        .filter(state -> state.word().equals(word))
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.invalid(
                                        "state",
                                        "state: must be open, merged or declined, was \""
                                                + word
                                                + "\""));
    }

    private static String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problem.invalid(field, field + ": must be given");
        }
        return value;
    }
}
