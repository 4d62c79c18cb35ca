package dev.fairlead.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of pools. */
@Component
class PoolStore {
    private static final String POOL =
            """
            select name, description,
                   array(select project from pool_project where pool = name) projects
              from pool
            """;

    private final JdbcClient jdbc;

    PoolStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Pool> all() {
        return jdbc.sql(POOL + " order by name").query(PoolStore::pool).list();
    }

    Optional<Pool> find(String name) {
        return jdbc.sql(POOL + " where name = ?").param(name).query(PoolStore::pool).optional();
    }

    /** False when the name is taken. */
    boolean insert(String name, String description) {
        return jdbc.sql(
                                """
                                insert into pool (name, description) values (?, ?)
                                on conflict do nothing
                                """)
                        .params(name, description)
                        .update()
                > 0;
    }

    void change(Pool pool) {
        jdbc.sql("update pool set description = ? where name = ?")
                .params(pool.description(), pool.name())
                .update();
        jdbc.sql("delete from pool_project where pool = ?").param(pool.name()).update();
        jdbc.sql("insert into pool_project (pool, project) select ?, unnest(?)")
                .params(pool.name(), pool.projects().toArray(Long[]::new))
                .update();
    }

    private static Pool pool(ResultSet row, int number) throws SQLException {
        return new Pool(
                row.getString("name"),
                row.getString("description"),
                Set.of((Long[]) row.getArray("projects").getArray()));
    }
}
