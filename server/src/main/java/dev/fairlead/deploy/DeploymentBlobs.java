package dev.fairlead.deploy;

import dev.fairlead.blob.BlobRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes that were deployed. */
@Component
class DeploymentBlobs extends BlobRows {
    DeploymentBlobs(JdbcClient jdbc) {
        super(
                jdbc,
                """
                select sha256 from deployment where sha256 = any (:sha256s)
                """);
    }
}
