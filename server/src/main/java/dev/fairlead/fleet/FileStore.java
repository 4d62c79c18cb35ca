package dev.fairlead.fleet;

import dev.fairlead.protocol.StoredFile;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of the files that jobs stored. */
@Component
class FileStore {
    private final JdbcClient jdbc;

    FileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<StoredFile> of(long job) {
        return jdbc.sql("select name, sha256, size from job_file where job = :job order by name")
                .param("job", job)
                .query(StoredFile.class)
                .list();
    }

    void insert(long job, StoredFile file) {
        jdbc.sql("insert into job_file (job, name, sha256, size) values (:job, :name, :sha, :size)")
                .param("job", job)
                .param("name", file.name())
                .param("sha", file.sha256())
                .param("size", file.size())
                .update();
    }
}
