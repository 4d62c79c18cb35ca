package dev.fairlead.release.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.Attempts;
import dev.fairlead.release.Releases;
import dev.fairlead.web.Listing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Releases for scripts; {@code ?repository=} names one where several have the version. */
@RestController
@RequestMapping("/api/v1/projects/{key}/releases")
class ReleaseRest {
    private final Releases releases;
    private final Attempts attempts;
    private final Projects projects;
    private final ReleaseJsons jsons;
    private final Downloads downloads;

    ReleaseRest(
            Releases releases,
            Attempts attempts,
            Projects projects,
            ReleaseJsons jsons,
            Downloads downloads) {
        this.releases = releases;
        this.attempts = attempts;
        this.projects = projects;
        this.jsons = jsons;
        this.downloads = downloads;
    }

    @GetMapping
    Listing<ReleaseJson> list(
            User user,
            @PathVariable String key,
            @RequestParam(defaultValue = "9223372036854775807") long before) {
        var project = projects.require(user, key, Role.READ);
        var found = releases.of(project, before, Listing.PAGE + 1);
        var page = found.stream().limit(Listing.PAGE).toList();
        var next =
                found.size() <= Listing.PAGE
                        ? null
                        : "/api/v1/projects/%s/releases?before=%d"
                                .formatted(key, page.getLast().id());
        return new Listing<>(page.stream().map(jsons::brief).toList(), next);
    }

    @GetMapping("/{version}")
    ReleaseJson get(
            User user,
            @PathVariable String key,
            @PathVariable String version,
            @RequestParam @Nullable String repository) {
        return jsons.whole(releases.require(user, key, version, repository, Role.READ));
    }

    /** Attempts a failed release again, under its version. */
    @PostMapping("/{version}/attempts")
    ReleaseJson again(
            User user,
            @PathVariable String key,
            @PathVariable String version,
            @RequestParam @Nullable String repository) {
        var release = releases.require(user, key, version, repository, Role.WRITE);
        attempts.again(user, release);
        return jsons.whole(releases.get(release.id()));
    }

    @GetMapping("/{version}/artifacts/{*name}")
    ResponseEntity<InputStreamResource> artifact(
            User user,
            @PathVariable String key,
            @PathVariable String version,
            @PathVariable String name,
            @RequestParam @Nullable String repository)
            throws IOException {
        return downloads.of(
                releases.require(user, key, version, repository, Role.READ), name.substring(1));
    }
}
