package dev.fairlead.release.web;

import dev.fairlead.blob.Blobs;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.web.Download;
import java.io.IOException;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Sends published files. A file is always a download: strangers wrote it. */
@Component
class Downloads {
    private final Releases releases;
    private final Blobs blobs;

    Downloads(Releases releases, Blobs blobs) {
        this.releases = releases;
        this.blobs = blobs;
    }

    ResponseEntity<InputStreamResource> of(Release release, String name) throws IOException {
        var file =
                releases.artifacts(release.id()).stream()
                        .filter(artifact -> artifact.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.notFound(
                                        "Release %s has no file \"%s\"."
                                                .formatted(release.version(), name)));
        return Download.of(name, file.sha256(), file.size(), blobs.open(file.sha256()));
    }
}
