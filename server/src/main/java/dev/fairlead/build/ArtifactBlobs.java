package dev.fairlead.build;

import dev.fairlead.blob.BlobRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of artifacts that builds keep. */
@Component
class ArtifactBlobs extends BlobRows {
    ArtifactBlobs(JdbcClient jdbc) {
        super(
                jdbc,
                """
                select sha256 from build_artifact where sha256 = any (:sha256s)
                """);
    }
}
