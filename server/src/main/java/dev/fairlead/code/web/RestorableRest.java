package dev.fairlead.code.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Restorations;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.web.Listing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Branches and tags that were deleted or overwritten, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/restorable")
class RestorableRest {
    record RestorableJson(
            long id,
            String name,
            String ref,
            String tip,
            String subject,
            @Nullable String movedTo,
            String lostBy,
            Instant lost,
            Instant until) {}

    /** The name that the branch or tag has now. */
    record RestoredJson(String name) {}

    private final Repositories repositories;
    private final RestorableRows rows;
    private final Restorations restorations;

    RestorableRest(Repositories repositories, RestorableRows rows, Restorations restorations) {
        this.repositories = repositories;
        this.rows = rows;
        this.restorations = restorations;
    }

    @GetMapping
    Listing<RestorableJson> list(
            User user, @PathVariable String project, @PathVariable String slug) {
        var repository = repositories.require(user, project, slug, Role.READ);
        return Listing.of(rows.of(repository).stream().map(RestorableRest::json).toList());
    }

    @PostMapping("/{id}/restoration")
    @ResponseStatus(HttpStatus.CREATED)
    RestoredJson restore(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable long id) {
        var repository = repositories.require(user, project, slug, Role.WRITE);
        return new RestoredJson(restorations.restore(user, repository, id));
    }

    private static RestorableJson json(RestorableRow row) {
        var tip = row.tip();
        return new RestorableJson(
                tip.id(),
                tip.shortName(),
                tip.name(),
                tip.tip(),
                row.subject(),
                tip.movedTo(),
                row.by(),
                tip.lost(),
                tip.until());
    }
}
