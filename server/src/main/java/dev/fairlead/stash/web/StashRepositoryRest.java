package dev.fairlead.stash.web;

import dev.fairlead.code.Branch;
import dev.fairlead.code.Inventory;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Comparator;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A repository, its branches and its tags. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY)
class StashRepositoryRest {
    private final StashRepositories repositories;
    private final Source source;
    private final Inventory inventory;
    private final Forms forms;

    StashRepositoryRest(
            StashRepositories repositories, Source source, Inventory inventory, Forms forms) {
        this.repositories = repositories;
        this.source = source;
        this.inventory = inventory;
        this.forms = forms;
    }

    @GetMapping
    StashRepository get(User user, @PathVariable String key, @PathVariable String slug) {
        return forms.repository(repositories.require(user, key, slug, Role.READ));
    }

    /** 204 while the repository is empty, 404 when it has branches and the default is not there. */
    @GetMapping({"/branches/default", "/default-branch"})
    ResponseEntity<StashRef> defaultBranch(
            User user, @PathVariable String key, @PathVariable String slug) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var branches = source.branches(repository);
        if (branches.isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        return branches.stream()
                .filter(branch -> branch.name().equals(repository.defaultBranch()))
                .findFirst()
                .map(branch -> ResponseEntity.ok(StashRef.of(repository, branch)))
                .orElseThrow(() ->
                        Problem.notFound(
                                "%s has no branch %s, its default."
                                        .formatted(repository, repository.defaultBranch())));
    }

    @GetMapping("/branches")
    Page<StashRef> branches(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String filterText,
            @RequestParam(defaultValue = "") String orderBy,
            Paging paging) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var found = source.branches(repository).stream().filter(b -> has(b.name(), filterText));
        var sorted =
                orderBy.equalsIgnoreCase("ALPHABETICAL")
                        ? found.sorted(Comparator.comparing(Branch::name))
                        : found;
        return Page.ofAll(paging, sorted.toList()).map(b -> StashRef.of(repository, b));
    }

    @GetMapping("/tags")
    Page<StashRef> tags(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String filterText,
            Paging paging) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var found =
                inventory.tags(repository).stream()
                        .filter(tag -> has(tag.name(), filterText))
                        .toList();
        return Page.ofAll(paging, found).map(StashRef::of);
    }

    private static boolean has(String name, String text) {
        return name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
