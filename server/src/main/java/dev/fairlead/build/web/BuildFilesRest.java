package dev.fairlead.build.web;

import dev.fairlead.blob.Blobs;
import dev.fairlead.build.BuildArtifact;
import dev.fairlead.build.Builds;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Download;
import dev.fairlead.web.Listing;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log and the files of a build. A file is always a download: strangers wrote it. */
@RestController
@RequestMapping("/api/v1/builds/{id}")
class BuildFilesRest {
    private final Builds builds;
    private final BuildLogs logs;
    private final Blobs blobs;

    BuildFilesRest(Builds builds, BuildLogs logs, Blobs blobs) {
        this.builds = builds;
        this.logs = logs;
        this.blobs = blobs;
    }

    /** The log of the first job's latest attempt, or of the job and attempt named. */
    @GetMapping("/log")
    void log(
            User user,
            @PathVariable long id,
            @RequestParam @Nullable Integer job,
            @RequestParam @Nullable Integer attempt,
            HttpServletResponse response)
            throws IOException {
        logs.write(
                builds.require(user, id, Role.READ), new BuildLogs.Which(job, attempt), response);
    }

    @GetMapping("/artifacts")
    Listing<BuildArtifact> artifacts(User user, @PathVariable long id) {
        return Listing.of(builds.artifacts(builds.require(user, id, Role.READ).id()));
    }

    /** A file by its name; where several jobs kept one of that name, the job's or the first. */
    @GetMapping("/artifacts/{*name}")
    ResponseEntity<InputStreamResource> artifact(
            User user,
            @PathVariable long id,
            @PathVariable String name,
            @RequestParam @Nullable Integer job)
            throws IOException {
        var wanted = name.substring(1);
        var file =
                builds.artifacts(builds.require(user, id, Role.READ).id()).stream()
                        .filter(artifact -> artifact.name().equals(wanted))
                        .filter(artifact -> job == null || artifact.job() == job)
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.notFound(
                                        "Build %d kept no file '%s'.".formatted(id, wanted)));
        return Download.of(wanted, file.sha256(), file.size(), blobs.open(file.sha256()));
    }
}
