package dev.fairlead.fleet;

import dev.fairlead.blob.BlobRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of jobs: their logs, the files that they brought, and what they may fetch. */
@Component
class JobBlobs extends BlobRows {
    JobBlobs(JdbcClient jdbc) {
        super(
                jdbc,
                """
                select sha256 from job_file where sha256 = any (:sha256s)
                union
                select log_blob from job where log_blob = any (:sha256s)
                union
                select blob from job where blob = any (:sha256s)
                """);
    }
}
