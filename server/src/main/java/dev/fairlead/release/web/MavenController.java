package dev.fairlead.release.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.MavenRepository;
import java.io.IOException;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The released files of a project, as Maven and Gradle ask for them. */
@RestController
@RequestMapping("/maven/{key}/{*path}")
class MavenController {
    private final MavenRepository repository;
    private final Projects projects;

    MavenController(MavenRepository repository, Projects projects) {
        this.repository = repository;
        this.projects = projects;
    }

    @GetMapping
    ResponseEntity<InputStreamResource> get(
            User user, @PathVariable String key, @PathVariable String path) throws IOException {
        var project = projects.require(user, key, Role.READ);
        var file =
                repository
                        .find(project, path.substring(1))
                        .orElseThrow(() -> unknown(project, path));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(file.size())
                .header("X-Content-Type-Options", "nosniff")
                .body(new InputStreamResource(file.content().open()));
    }

    /** Always refused: who wants to publish merges a pull request. */
    @PutMapping
    void put(User user, @PathVariable String key, @PathVariable String path) {
        var project = projects.require(user, key, Role.READ);
        repository
                .released(project, path.substring(1))
                .ifPresent(version -> {
                    throw Problem.conflict(
                            "Version %s is released and never changes. Merge a pull request to release the next one."
                                    .formatted(version));
                });
        throw Problem.forbidden(
                "Nothing is uploaded here: Fairlead publishes what the release build of a merged pull request made. Open a pull request into the default branch of a repository of %s."
                        .formatted(project.key()));
    }

    private static Problem unknown(Project project, String path) {
        return Problem.notFound(
                "%s has released nothing at %s.".formatted(project.key(), path.substring(1)));
    }
}
