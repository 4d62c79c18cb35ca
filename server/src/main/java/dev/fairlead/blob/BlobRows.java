package dev.fairlead.blob;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Digests of blobs that stand in a module's rows. */
public abstract class BlobRows implements BlobUse {
    private final JdbcClient jdbc;
    private final String sql;

    /**
     * @param sql selects the digests that stand in the rows, of those in the array {@code sha256s}
     */
    protected BlobRows(JdbcClient jdbc, String sql) {
        this.jdbc = jdbc;
        this.sql = sql;
    }

    @Override
    public final Set<String> used(Collection<String> sha256s) {
        return new HashSet<>(
                jdbc.sql(sql)
                        .param("sha256s", sha256s.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }
}
