package dev.fairlead.deploy.web;

import dev.fairlead.code.Authorship;
import dev.fairlead.deploy.Between;
import dev.fairlead.deploy.Comparisons;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The same for scripts. */
@RestController
class BetweenRest {
    private final Comparisons comparisons;
    private final Projects projects;
    private final Users users;

    BetweenRest(Comparisons comparisons, Projects projects, Users users) {
        this.comparisons = comparisons;
        this.projects = projects;
        this.users = users;
    }

    /** One end. */
    record End(String name, String version, @Nullable String commit) {
        static End of(Between.Side side) {
            return new End(side.name(), side.version(), side.commit());
        }
    }

    /** A merged pull request. */
    record Merged(
            String version,
            @Nullable String issue,
            @Nullable String issueTitle,
            int pullRequest,
            String title) {
        static Merged of(Between.Change change) {
            var issue = change.issue();
            return new Merged(
                    change.release().version(),
                    change.release().issue(),
                    issue == null ? null : issue.title(),
                    change.pullRequest().number(),
                    change.pullRequest().title());
        }
    }

    /** A commit. */
    record Written(String sha, String title, List<String> writers) {}

    /** One way: the count is of all commits, the lists are cut to 200; more says that it is so. */
    record Changes(int count, boolean more, List<Merged> pullRequests, List<Written> commits) {}

    /** What lies between. */
    record BetweenJson(End from, End to, String repository, Changes onward, Changes lost) {}

    /** Each end is an environment's name or a version. */
    @GetMapping("/api/v1/projects/{key}/between")
    BetweenJson between(
            User user,
            @PathVariable String key,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam @Nullable String repository) {
        var project = projects.require(user, key, Role.READ);
        var found = comparisons.between(user, project, from, to, repository);
        return new BetweenJson(
                End.of(found.from()),
                End.of(found.to()),
                found.repository().slug(),
                json(found.onward()),
                json(found.lost()));
    }

    private Changes json(Between.Changes changes) {
        var names =
                users.names(
                        changes.commits().stream()
                                .map(Authorship::writers)
                                .flatMap(Collection::stream)
                                .collect(Collectors.toSet()));
        return new Changes(
                changes.count(),
                changes.capped() || changes.commits().size() < changes.count(),
                changes.releases().stream().map(Merged::of).toList(),
                changes.commits().stream().map(one -> written(one, names)).toList());
    }

    private static Written written(Authorship one, Map<Long, String> names) {
        return new Written(
                one.commit().sha(),
                one.commit().title(),
                one.writers().stream().map(names::get).sorted().toList());
    }
}
