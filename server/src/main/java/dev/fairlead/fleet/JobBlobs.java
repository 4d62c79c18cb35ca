package dev.fairlead.fleet;

import dev.fairlead.blob.BlobUse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of jobs: their logs, the files that they brought, and what they may fetch. */
@Component
class JobBlobs implements BlobUse {
    private final JdbcClient jdbc;

    JobBlobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> used(Collection<String> sha256s) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select sha256 from job_file where sha256 = any (:sha256s)
                                union
                                select log_blob from job where log_blob = any (:sha256s)
                                union
                                select blob from job where blob = any (:sha256s)
                                """)
                        .param("sha256s", sha256s.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }
}
