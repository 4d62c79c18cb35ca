package dev.fairlead.build.web;

import dev.fairlead.build.Artifacts;
import dev.fairlead.build.BuildArtifact;
import dev.fairlead.build.Builds;
import dev.fairlead.build.PackedEntry;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
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
    private final Artifacts artifacts;

    BuildFilesRest(Builds builds, BuildLogs logs, Artifacts artifacts) {
        this.builds = builds;
        this.logs = logs;
        this.artifacts = artifacts;
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
        var file = artifacts.require(builds.require(user, id, Role.READ), wanted, job);
        return Download.of(wanted, file.sha256(), file.size(), artifacts.open(file));
    }

    /** All of them as one zip. */
    @GetMapping("/archive")
    void archive(User user, @PathVariable long id, HttpServletResponse response)
            throws IOException {
        var build = builds.require(user, id, Role.READ);
        var files = artifacts.forArchive(build);
        response.setContentType("application/zip");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"build-" + build.id() + ".zip\"");
        artifacts.archive(build, files, response.getOutputStream());
    }

    /** What a jar or zip among them holds. */
    @GetMapping("/packed")
    Listing<PackedEntry> packed(
            User user,
            @PathVariable long id,
            @RequestParam String name,
            @RequestParam @Nullable Integer job)
            throws IOException {
        var build = builds.require(user, id, Role.READ);
        return Listing.of(artifacts.entries(artifacts.require(build, name, job)));
    }

    /** One of the files that a jar or zip holds. */
    @GetMapping("/packed/content")
    ResponseEntity<InputStreamResource> packedContent(
            User user,
            @PathVariable long id,
            @RequestParam String name,
            @RequestParam @Nullable Integer job,
            @RequestParam String entry)
            throws IOException {
        var build = builds.require(user, id, Role.READ);
        var file = artifacts.require(build, name, job);
        var found = artifacts.entry(file, entry);
        return Download.of(
                found.name(),
                file.sha256() + "-" + found.offset(),
                found.size(),
                artifacts.open(file, found));
    }
}
