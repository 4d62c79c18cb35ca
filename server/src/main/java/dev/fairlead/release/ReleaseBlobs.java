package dev.fairlead.release;

import dev.fairlead.blob.BlobRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of releases, which are kept for ever. */
@Component
class ReleaseBlobs extends BlobRows {
    ReleaseBlobs(JdbcClient jdbc) {
        super(
                jdbc,
                """
                select sha256 from release_artifact where sha256 = any (:sha256s)
                """);
    }
}
