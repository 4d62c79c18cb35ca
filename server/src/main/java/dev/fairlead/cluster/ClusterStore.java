package dev.fairlead.cluster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of clusters. */
@Component
class ClusterStore {
    private final JdbcClient jdbc;

    ClusterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A cluster, and its token as it was sealed. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them as a whole
    record Kept(Cluster cluster, byte[] token) {}

    List<Kept> all() {
        return jdbc.sql("select * from cluster order by pool").query(ClusterStore::kept).list();
    }

    Optional<Kept> find(String pool) {
        return jdbc.sql("select * from cluster where pool = ?")
                .param(pool)
                .query(ClusterStore::kept)
                .optional();
    }

    void put(String pool, ClusterDraft draft, byte[] token) {
        jdbc.sql(
                        """
                        insert into cluster (pool, api, namespace, image, server, certificate,
                                             token, most)
                        values (:pool, :api, :namespace, :image, :server, :certificate,
                                :token, :most)
                        on conflict (pool) do update
                           set api = excluded.api, namespace = excluded.namespace,
                               image = excluded.image, server = excluded.server,
                               certificate = excluded.certificate, token = excluded.token,
                               most = excluded.most, trouble = '', changed = now()
                        """)
                .param("pool", pool)
                .param("api", draft.api())
                .param("namespace", draft.namespace())
                .param("image", draft.image())
                .param("server", draft.server())
                .param("certificate", draft.certificate())
                .param("token", token)
                .param("most", draft.most())
                .update();
    }

    void trouble(String pool, String trouble) {
        jdbc.sql("update cluster set trouble = :trouble where pool = :pool and trouble <> :trouble")
                .param("pool", pool)
                .param("trouble", trouble)
                .update();
    }

    void delete(String pool) {
        jdbc.sql("delete from cluster where pool = ?").param(pool).update();
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(
                new Cluster(
                        row.getString("pool"),
                        row.getString("api"),
                        row.getString("namespace"),
                        row.getString("image"),
                        row.getString("server"),
                        row.getString("certificate"),
                        row.getInt("most"),
                        row.getString("trouble")),
                row.getBytes("token"));
    }
}
