package dev.fairlead.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of logs: chunks while a job runs, one blob and its line index after; a short one stays. */
@Component
class LogStore {
    private final JdbcClient jdbc;

    LogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far a log has come, and where it lies once it was gathered. */
    record Head(
            JobState state,
            long chunks,
            long lines,
            long bytes,
            @Nullable String blob,
            List<Long> index,
            List<Long> times) {}

    /** A chunk and the number of its first line. */
    record Place(long sequence, long firstLine) {}

    Optional<Head> head(long job) {
        return jdbc.sql("select * from job where id = :job")
                .param("job", job)
                .query(LogStore::head)
                .optional();
    }

    /** The head of a log to append to, for this holder alone; nobody else writes meanwhile. */
    Optional<Head> lock(Holder holder, long job, long fence) {
        return jdbc.sql(
                        """
                        select * from job
                         where id = :job and fence = :fence and agent = :agent
                           and state = 'running'
                           for no key update
                        """)
                .param("job", job)
                .param("fence", fence)
                .param("agent", holder.agent())
                .query(LogStore::head)
                .optional();
    }

    /** Adds whole lines to the end that the head tells. */
    void append(long job, long fence, Head head, long lines, byte[] bytes, Duration age) {
        jdbc.sql(
                        """
                        with head as (
                            update job set log_chunks = log_chunks + 1,
                                   log_lines = log_lines + :lines,
                                   log_bytes = log_bytes + length(:bytes)
                             where id = :job)
                        insert into job_log
                            (job, fence, sequence, first_line, lines, bytes, written)
                        values (:job, :fence, :sequence, :first, :lines, :bytes,
                            now() - :age * interval '1 ms')
                        """)
                .param("job", job)
                .param("fence", fence)
                .param("sequence", head.chunks())
                .param("first", head.lines())
                .param("lines", lines)
                .param("bytes", bytes)
                .param("age", age.toMillis())
                .update();
    }

    /** Where to begin reading for a line: the chunk that holds it. */
    Optional<Place> place(long job, long line) {
        return jdbc.sql(
                        """
                        select sequence, first_line from job_log
                         where job = :job and first_line <= :line
                         order by sequence desc limit 1
                        """)
                .param("job", job)
                .param("line", line)
                .query((row, _) -> new Place(row.getLong(1), row.getLong(2)))
                .optional();
    }

    /** When some of the lines from one on were written: line, then milliseconds since 1970. */
    List<Long> times(long job, long from, long before) {
        return jdbc
                .sql(
                        """
                        select first_line, (extract(epoch from written) * 1000)::bigint as at
                          from job_log
                         where job = :job and first_line < :before and first_line + lines > :from
                         order by sequence
                        """)
                .param("job", job)
                .param("from", from)
                .param("before", before)
                .query((row, _) -> List.of(row.getLong("first_line"), row.getLong("at")))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    Optional<byte[]> bytes(long job, long sequence) {
        return jdbc.sql("select bytes from job_log where job = :job and sequence = :sequence")
                .param("job", job)
                .param("sequence", sequence)
                .query(byte[].class)
                .optional();
    }

    /**
     * A job whose log has ended and still lies in rows, and is not so short that it stays there: a
     * file of its own would be larger.
     *
     * @param ended how long ago at least
     */
    Optional<Long> toGather(Duration ended) {
        return jdbc.sql(
                        """
                        select id from job
                         where log_bytes > 0 and log_blob is null
                           and (log_chunks > 1 or log_bytes > 4096)
                           and state in ('finished', 'cancelled', 'lost')
                           and finished < now() - :ended * interval '1 ms'
                         order by finished limit 1 for update skip locked
                        """)
                .param("ended", ended.toMillis())
                .query(Long.class)
                .optional();
    }

    void gathered(long job, String blob, List<Long> index, List<Long> times) {
        jdbc.sql(
                        """
                        update job set log_blob = :blob, log_index = :index, log_times = :times
                         where id = :job
                        """)
                .param("times", times.toArray(Long[]::new))
                .param("job", job)
                .param("blob", blob)
                .param("index", index.toArray(Long[]::new))
                .update();
        jdbc.sql("delete from job_log where job = :job").param("job", job).update();
    }

    /** Forgets where the log and the files of an ended job lie. */
    void letGo(long job) {
        jdbc.sql(
                        """
                        update job set log_chunks = 0, log_lines = 0, log_bytes = 0,
                            log_blob = null, log_index = null, log_times = null
                        where id = :job and state in ('finished', 'cancelled', 'lost')
                        """)
                .param("job", job)
                .update();
        jdbc.sql("delete from job_log where job = :job").param("job", job).update();
        jdbc.sql("delete from job_file where job = :job").param("job", job).update();
    }

    static Head head(ResultSet row, int number) throws SQLException {
        return new Head(
                JobRow.jobOf(row, number).state(),
                row.getLong("log_chunks"),
                row.getLong("log_lines"),
                row.getLong("log_bytes"),
                row.getString("log_blob"),
                longs(row, "log_index"),
                longs(row, "log_times"));
    }

    private static List<Long> longs(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : List.of((Long[]) array.getArray());
    }
}
