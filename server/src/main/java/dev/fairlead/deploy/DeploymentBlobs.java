package dev.fairlead.deploy;

import dev.fairlead.blob.BlobUse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes that were deployed. */
@Component
class DeploymentBlobs implements BlobUse {
    private final JdbcClient jdbc;

    DeploymentBlobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> used(Collection<String> sha256s) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select sha256 from deployment where sha256 = any (:sha256s)
                                """)
                        .param("sha256s", sha256s.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }
}
