package dev.fairlead.release;

import dev.fairlead.blob.BlobUse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of releases, which are kept for ever. */
@Component
class ReleaseBlobs implements BlobUse {
    private final JdbcClient jdbc;

    ReleaseBlobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> used(Collection<String> sha256s) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select sha256 from release_artifact where sha256 = any (:sha256s)
                                """)
                        .param("sha256s", sha256s.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }
}
