package dev.fairlead.cluster;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of what runs, or is to run, in clusters. */
@Component
class RunStore {
    private final JdbcClient jdbc;

    RunStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(long job, String pool, String agent, byte[] identity) {
        jdbc.sql("insert into cluster_run (job, pool, agent, identity) values (?, ?, ?, ?)")
                .params(job, pool, agent, identity)
                .update();
    }

    List<Run> of(String pool) {
        return jdbc.sql("select * from cluster_run where pool = ? order by job")
                .param(pool)
                .query(Run.class)
                .list();
    }

    Optional<Run> find(long job) {
        return jdbc.sql("select * from cluster_run where job = ?")
                .param(job)
                .query(Run.class)
                .optional();
    }

    void made(long job, boolean made) {
        jdbc.sql("update cluster_run set made = ? where job = ?").params(made, job).update();
    }

    void trouble(long job, String trouble) {
        jdbc.sql("update cluster_run set trouble = ? where job = ?").params(trouble, job).update();
    }

    void delete(long job) {
        jdbc.sql("delete from cluster_run where job = ?").param(job).update();
    }
}
