package dev.fairlead.build;

import dev.fairlead.build.BuildResults.Step;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.StoredFile;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Steps and artifacts of builds; each kind is written in one statement. */
@Component
class ResultStore {
    private final JdbcClient jdbc;

    ResultStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the place of what an earlier attempt of the job left, where there was one. */
    void save(long build, BuildJob of, Outcome.Built outcome) {
        var job = of.position();
        if (of.attempt() > 1) {
            forget(build, job);
        }
        if (!outcome.steps().isEmpty()) {
            saveSteps(build, job, outcome.steps());
        }
        if (!outcome.artifacts().isEmpty()) {
            saveArtifacts(build, job, outcome.artifacts());
        }
    }

    private void forget(long build, int job) {
        for (var table : List.of("build_step", "build_artifact")) {
            jdbc.sql("delete from " + table + " where build = :build and job = :job")
                    .param("build", build)
                    .param("job", job)
                    .update();
        }
    }

    private void saveSteps(long build, int job, List<Outcome.Built.StepRun> steps) {
        jdbc.sql(
                        """
                        insert into build_step
                            (build, job, position, name, exit_code, millis, first_line)
                        select :build, :job, position, name, exit_code, millis, first_line
                        from unnest(:names::text[], :codes::int[], :millis::bigint[],
                                :lines::bigint[])
                            with ordinality as ran (name, exit_code, millis, first_line, position)
                        """)
                .param("build", build)
                .param("job", job)
                .param("names", array(steps, Outcome.Built.StepRun::name, new String[0]))
                .param("codes", array(steps, Outcome.Built.StepRun::exitCode, new Integer[0]))
                .param("millis", array(steps, Outcome.Built.StepRun::millis, new Long[0]))
                .param("lines", array(steps, Outcome.Built.StepRun::firstLine, new Long[0]))
                .update();
    }

    private void saveArtifacts(long build, int job, List<StoredFile> files) {
        jdbc.sql(
                        """
                        insert into build_artifact (build, job, name, sha256, size)
                        select :build, :job, name, sha256, size
                        from unnest(:names::text[], :digests::text[], :sizes::bigint[])
                            as kept (name, sha256, size)
                        on conflict do nothing
                        """)
                .param("build", build)
                .param("job", job)
                .param("names", array(files, StoredFile::name, new String[0]))
                .param("digests", array(files, StoredFile::sha256, new String[0]))
                .param("sizes", array(files, StoredFile::size, new Long[0]))
                .update();
    }

    List<Step> steps(long build) {
        return jdbc.sql(
                        """
                        select job, name, exit_code, millis, first_line from build_step
                        where build = :build order by job, position
                        """)
                .param("build", build)
                .query(Step.class)
                .list();
    }

    List<BuildArtifact> artifacts(long build) {
        return jdbc.sql(
                        """
                        select job, name, sha256, size from build_artifact
                        where build = :build order by name, job
                        """)
                .param("build", build)
                .query(BuildArtifact.class)
                .list();
    }

    private static <T, V> V[] array(List<T> values, Function<T, V> field, V[] type) {
        return values.stream().map(field).toList().toArray(type);
    }
}
