package dev.fairlead.code;

import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who wrote what, and what it belongs to: the questions that rows answer. */
@Component
class Writers {
    private static final int MOST = 20_000;

    private final History history;
    private final PushStore pushes;
    private final IssueLinkStore links;
    private final Users users;
    private final RepositoryStore repositories;

    Writers(
            History history,
            PushStore pushes,
            IssueLinkStore links,
            Users users,
            RepositoryStore repositories) {
        this.history = history;
        this.pushes = pushes;
        this.links = links;
        this.users = users;
        this.repositories = repositories;
    }

    List<Authorship> of(Repository repository, @Nullable String excluded, String to) {
        var commits = history.between(repository, excluded, to, MOST + 1);
        if (commits.size() > MOST) {
            throw Problem.tooLarge(
                    "Who wrote a change is told of at most %d commits; this one has more."
                            .formatted(MOST));
        }
        return of(repository, commits);
    }

    List<Authorship> of(Repository repository, List<Commit> commits) {
        var pushers = pushes.pushers(repository.id(), commits.stream().map(Commit::sha).toList());
        var people =
                users.byVerifiedEmails(
                        commits.stream().flatMap(Writers::addresses).collect(Collectors.toSet()));
        return commits.stream()
                .map(commit -> new Authorship(commit, writers(commit, pushers, people)))
                .toList();
    }

    OptionalLong pusher(Repository repository, String sha) {
        return pushes.pushers(repository.id(), List.of(sha))
                .getOrDefault(sha, OptionalLong.empty());
    }

    Optional<Arrival> arrival(Repository repository, String sha) {
        return pushes.arrival(repository.id(), sha);
    }

    Optional<String> firstTip(Repository repository) {
        return pushes.firstTarget(repository.id(), "refs/heads/" + repository.defaultBranch());
    }

    List<IssueBranch> branchesOf(String issueKey) {
        return links.of(issueKey).stream()
                .map(row ->
                        new IssueBranch(
                                repositories.find(row.repositoryId()).orElseThrow(),
                                row.branch(),
                                row.tip(),
                                row.commits()))
                .toList();
    }

    Optional<String> filedFor(Repository repository, String branch) {
        return links.filedFor(repository.id(), branch);
    }

    List<String> issuesOf(Repository repository, String branch) {
        return links.issuesOf(repository.id(), branch);
    }

    private static Set<Long> writers(
            Commit commit, Map<String, OptionalLong> pushers, Map<String, User> people) {
        var pusher = pushers.get(commit.sha());
        if (pusher != null && pusher.isEmpty()) {
            return Set.of(); // Made by Fairlead.
        }
        var writers = new HashSet<Long>();
        if (pusher != null) {
            writers.add(pusher.getAsLong());
        }
        addresses(commit)
                .map(people::get)
                .forEach(user -> {
                    if (user != null) {
                        writers.add(user.id());
                    }
                });
        return Set.copyOf(writers);
    }

    private static Stream<String> addresses(Commit commit) {
        return Stream.of(commit.author(), commit.committer())
                .map(person -> person.email().toLowerCase(Locale.ROOT));
    }
}
