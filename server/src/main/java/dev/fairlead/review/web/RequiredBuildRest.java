package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.review.RequiredBuild;
import dev.fairlead.review.RequiredBuilds;
import dev.fairlead.web.Listing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The builds that a repository's merges wait for, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/required-builds")
class RequiredBuildRest {
    /**
     * A build.
     *
     * @param posters names of the users whose word counts; none for Fairlead's own
     */
    record BuildJson(@Nullable String key, @Nullable List<String> posters) {}

    private final Repositories repositories;
    private final RequiredBuilds builds;

    RequiredBuildRest(Repositories repositories, RequiredBuilds builds) {
        this.repositories = repositories;
        this.builds = builds;
    }

    @GetMapping
    Listing<BuildJson> get(User user, @PathVariable String project, @PathVariable String slug) {
        return listing(repositories.require(user, project, slug, Role.READ));
    }

    /** Requires exactly these; none means Fairlead's own. */
    @PutMapping
    Listing<BuildJson> put(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestBody List<BuildJson> wanted) {
        var repository = repositories.require(user, project, slug, Role.ADMINISTER);
        builds.require(user, repository, wanted.stream().map(this::build).toList());
        return listing(repository);
    }

    private Listing<BuildJson> listing(Repository repository) {
        return Listing.of(
                builds.of(repository).stream()
                        .map(build -> new BuildJson(build.key(), builds.names(build)))
                        .toList());
    }

    private RequiredBuild build(BuildJson json) {
        return builds.build(
                Objects.requireNonNullElse(json.key(), ""),
                Objects.requireNonNullElse(json.posters(), List.of()));
    }
}
