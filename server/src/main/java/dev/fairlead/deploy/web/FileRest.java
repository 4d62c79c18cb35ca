package dev.fairlead.deploy.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.EnvironmentFile;
import dev.fairlead.deploy.EnvironmentFiles;
import dev.fairlead.deploy.Environments;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The file that keeps a project's environments, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{key}/environment-file")
class FileRest {
    private final EnvironmentFiles files;
    private final Environments environments;
    private final Repositories repositories;
    private final Projects projects;

    FileRest(
            EnvironmentFiles files,
            Environments environments,
            Repositories repositories,
            Projects projects) {
        this.files = files;
        this.environments = environments;
        this.repositories = repositories;
        this.projects = projects;
    }

    /** Which file. */
    record FileRequest(@Nullable String repository, @Nullable String path) {}

    /** How it stands; refused and refusal tell of the newest commit that could not be followed. */
    record FileJson(
            String repository,
            String path,
            @Nullable String followed,
            @Nullable Instant followedAt,
            @Nullable String refused,
            String refusal,
            List<String> kept,
            List<String> gone) {}

    @GetMapping
    FileJson get(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.READ);
        return files.of(project)
                .map(file -> json(project, file))
                .orElseThrow(
                        () -> Problem.notFound("No file keeps the environments of " + key + "."));
    }

    @PutMapping
    FileJson name(User user, @PathVariable String key, @RequestBody FileRequest request) {
        var file = files.name(user, key, request.repository(), request.path());
        return json(projects.require(user, key, Role.READ), file);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(User user, @PathVariable String key) {
        files.forget(user, key);
    }

    private FileJson json(Project project, EnvironmentFile file) {
        return new FileJson(
                repositories.get(file.repositoryId()).slug(),
                file.path(),
                file.followed(),
                file.followedAt(),
                file.refused(),
                file.refusal(),
                names(project, EnvironmentFile.Keeping.KEPT),
                names(project, EnvironmentFile.Keeping.GONE));
    }

    private List<String> names(Project project, EnvironmentFile.Keeping keeping) {
        return environments.of(project).stream()
                .filter(one -> files.keeping(one).orElse(null) == keeping)
                .map(Environment::name)
                .toList();
    }
}
