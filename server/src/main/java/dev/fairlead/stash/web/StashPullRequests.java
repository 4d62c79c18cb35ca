package dev.fairlead.stash.web;

import dev.fairlead.code.Branch;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Users;
import dev.fairlead.review.Comments;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.Reviewer;
import dev.fairlead.review.Reviewers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts pull requests into Stash's words, many with as few questions as one. */
@Component
class StashPullRequests {
    /** What all pull requests of a repository have in common. */
    private record Around(
            StashRepository repository,
            Map<String, String> tips,
            Map<Long, List<Reviewer>> reviewers,
            Map<Long, List<Long>> commenters,
            Map<Long, StashUser> people) {}

    private final Source source;
    private final Reviewers reviewers;
    private final Comments comments;
    private final Users users;
    private final Forms forms;

    StashPullRequests(
            Source source, Reviewers reviewers, Comments comments, Users users, Forms forms) {
        this.source = source;
        this.reviewers = reviewers;
        this.comments = comments;
        this.users = users;
        this.forms = forms;
    }

    StashPullRequest form(Repository repository, PullRequest pr) {
        return forms(repository, List.of(pr)).getFirst();
    }

    List<StashPullRequest> forms(Repository repository, List<PullRequest> found) {
        var asked = reviewers.of(found);
        var tips =
                source.branches(repository).stream()
                        .collect(Collectors.toMap(Branch::name, Branch::tip));
        var said = comments.authors(found);
        var around =
                new Around(
                        forms.repository(repository),
                        tips,
                        asked,
                        said,
                        people(found, asked, said));
        return found.stream().map(pr -> form(repository, pr, around)).toList();
    }

    private Map<Long, StashUser> people(
            List<PullRequest> found, Map<Long, List<Reviewer>> asked, Map<Long, List<Long>> said) {
        var ids =
                Stream.of(
                                found.stream().map(PullRequest::author),
                                asked.values().stream().flatMap(List::stream).map(Reviewer::user),
                                said.values().stream().flatMap(List::stream))
                        .flatMap(some -> some)
                        .collect(Collectors.toSet());
        return users.byIds(ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> StashUser.of(one.getValue())));
    }

    private StashPullRequest form(Repository repository, PullRequest pr, Around around) {
        var all = around.reviewers().getOrDefault(pr.id(), List.of());
        return new StashPullRequest(
                pr.number(),
                pr.version(),
                pr.title(),
                pr.description(),
                pr.state().name(),
                pr.isOpen(),
                !pr.isOpen(),
                false,
                pr.created().toEpochMilli(),
                pr.updated().toEpochMilli(),
                end(pr.source(), pr.head(), around),
                end(pr.target(), target(pr, around), around),
                participant(pr.author(), "AUTHOR", approved(all, pr.author()), around),
                all.stream()
                        .filter(one -> one.user() != pr.author())
                        .map(one -> participant(one.user(), "REVIEWER", one.approved(), around))
                        .toList(),
                others(pr, all, around),
                properties(pr.mergeCommit()),
                Links.self(forms.address(repository.url() + pr.path())));
    }

    private static StashPullRequest.End end(String branch, @Nullable String commit, Around around) {
        return new StashPullRequest.End(
                StashRef.HEADS + branch, branch, commit, "BRANCH", around.repository());
    }

    /** Where the target stands, or where the merge left it; null when it has gone. */
    private static @Nullable String target(PullRequest pr, Around around) {
        var merge = pr.mergeCommit();
        return merge == null ? around.tips().get(pr.target()) : merge;
    }

    private static StashPullRequest.Participant participant(
            long user, String role, @Nullable String approved, Around around) {
        var person = around.people().get(user);
        if (person == null) {
            throw new IllegalStateException("user " + user + " is not there: this is a bug");
        }
        return StashPullRequest.Participant.of(person, role, approved);
    }

    /** Who said something and is neither its author nor a reviewer. */
    private static List<StashPullRequest.Participant> others(
            PullRequest pr, List<Reviewer> reviewers, Around around) {
        return around.commenters().getOrDefault(pr.id(), List.of()).stream()
                .filter(user -> user != pr.author())
                .filter(user -> reviewers.stream().noneMatch(one -> one.user() == user))
                .map(user -> participant(user, "PARTICIPANT", null, around))
                .toList();
    }

    private static @Nullable String approved(List<Reviewer> all, long user) {
        return all.stream()
                .filter(one -> one.user() == user)
                .findFirst()
                .map(Reviewer::approved)
                .orElse(null);
    }

    private static StashPullRequest.@Nullable Properties properties(@Nullable String merge) {
        return merge == null
                ? null
                : new StashPullRequest.Properties(
                        new StashPullRequest.Merged(merge, merge.substring(0, 11)));
    }
}
