package dev.fairlead.code.web;

import dev.fairlead.code.Import;
import dev.fairlead.code.Imports;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Filling an empty repository from a URL, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories/{slug}/import")
class ImportRest {
    /** Where from; user and password are for the other server. */
    record Wanted(@Nullable String url, @Nullable String user, @Nullable String password) {}

    record ImportJson(
            String url,
            String state,
            int attempt,
            String progress,
            @Nullable String failure,
            String created,
            @Nullable String ended) {
        static ImportJson of(Import one) {
            return new ImportJson(
                    one.url(),
                    one.state().name().toLowerCase(Locale.ROOT),
                    one.attempt(),
                    one.progress(),
                    one.failure(),
                    one.created().toString(),
                    one.ended() == null ? null : one.ended().toString());
        }
    }

    private final Repositories repositories;
    private final Imports imports;

    ImportRest(Repositories repositories, Imports imports) {
        this.repositories = repositories;
        this.imports = imports;
    }

    /** Begins an import, which goes on by itself; ask here how far it is. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportJson begin(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestBody Wanted wanted) {
        var repository = repositories.require(user, project, slug, Role.ADMINISTER);
        if (wanted.url() == null) {
            throw Problem.invalid("url", "url: is missing");
        }
        return ImportJson.of(
                imports.begin(user, repository, wanted.url(), wanted.user(), wanted.password()));
    }

    /** The latest one; 404 when there never was any. */
    @GetMapping
    ImportJson get(User user, @PathVariable String project, @PathVariable String slug) {
        var repository = repositories.require(user, project, slug, Role.READ);
        return imports.latest(repository)
                .map(ImportJson::of)
                .orElseThrow(
                        () -> Problem.notFound("Nothing was imported into " + repository + "."));
    }

    /** Cancels the one that is under way. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(User user, @PathVariable String project, @PathVariable String slug) {
        imports.cancel(user, repositories.require(user, project, slug, Role.ADMINISTER));
    }
}
