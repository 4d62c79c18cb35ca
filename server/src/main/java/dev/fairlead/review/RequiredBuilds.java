package dev.fairlead.review;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which builds a repository's merges wait for. Changing that is itself a guarded change. */
@Component
public class RequiredBuilds {
    private static final int MOST = 20;
    private static final int MOST_POSTERS = 20;

    private final RequiredBuildStore store;
    private final Rechecks rechecks;
    private final Access access;
    private final Users users;
    private final Audit audit;

    RequiredBuilds(
            RequiredBuildStore store, Rechecks rechecks, Access access, Users users, Audit audit) {
        this.store = store;
        this.rechecks = rechecks;
        this.access = access;
        this.users = users;
        this.audit = audit;
    }

    /** Fairlead's own where nobody said otherwise; never none. */
    public List<RequiredBuild> of(Repository repository) {
        return store.of(repository.id());
    }

    /** Requires exactly these; none means Fairlead's own again. */
    @Transactional
    public void require(User by, Repository repository, List<RequiredBuild> builds) {
        access.require(by, repository.projectId(), Role.ADMINISTER);
        check(builds);
        var before = of(repository);
        store.replace(repository.id(), builds);
        audit.record(
                by.actor(),
                "required-builds.changed",
                repository.toString(),
                Map.of("before", words(before), "after", words(of(repository))));
        store.openHeads(repository.id()).forEach(head -> rechecks.oweHead(repository, head));
    }

    /** Each as {@code key by poster, poster}. */
    public List<String> words(List<RequiredBuild> builds) {
        return builds.stream().map(this::words).toList();
    }

    private String words(RequiredBuild build) {
        return build.posters().isEmpty()
                ? build.key() + " by Fairlead"
                : build.key() + " by " + String.join(", ", names(build));
    }

    /** The posters' names, in order. */
    public List<String> names(RequiredBuild build) {
        return users.names(build.posters()).values().stream().sorted().toList();
    }

    /** A build by its posters' names; 400 where there is no such user. */
    public RequiredBuild build(String key, Collection<String> posters) {
        return new RequiredBuild(key, posters.stream().map(this::id).collect(Collectors.toSet()));
    }

    private long id(String name) {
        return users.byName(name)
                .orElseThrow(() ->
                        Problem.invalid("posters", "posters: there is no user \"" + name + "\"."))
                .id();
    }

    private static void check(List<RequiredBuild> builds) {
        if (builds.size() > MOST) {
            throw Problem.invalid(
                    "builds",
                    "builds: at most %d builds can be required, %d were named."
                            .formatted(MOST, builds.size()));
        }
        if (builds.stream().map(RequiredBuild::key).distinct().count() < builds.size()) {
            throw Problem.invalid("builds", "builds: each key can be named once.");
        }
        for (var build : builds) {
            if (build.posters().size() > MOST_POSTERS) {
                throw Problem.invalid(
                        "posters",
                        "posters: at most %d can be believed on \"%s\", %d were named."
                                .formatted(MOST_POSTERS, build.key(), build.posters().size()));
            }
        }
    }
}
