package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.JobSpec.RunBuild.Service;
import dev.fairlead.protocol.JobSpec.RunBuild.Surroundings;
import dev.fairlead.protocol.Outcome.Built;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/**
 * Builds in real containers of one engine, where it works; elsewhere nothing is tested here. The
 * image is made of a few of this machine's own programs, so that nothing is fetched.
 */
@ModuleTest
@Import({TestSource.class, Heard.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContainersStory {
    private static final String IMAGE = "localhost/fairlead-test-" + ProcessHandle.current().pid();

    /** Shells, what they need, and a perl that can listen. */
    private static final String PACK =
            """
            set -e
            cd "$1"
            for program in sh sleep cat ls id head tr perl; do
              path=$(readlink -f "$(command -v $program)")
              mkdir -p root/bin && cp "$path" root/bin/$program
            done
            ldd root/bin/* | grep -o '/[^ ]*\\.so[^ ]*' | sort -u | while read -r library; do
              mkdir -p "root$(dirname "$library")" && cp -L "$library" "root$library"
            done
            for base in /usr/lib/*/perl-base; do
              mkdir -p "root$base" && cp -a "$base/." "root$base"
            done
            tar -C root -cf image.tar .
            "$3" import --change 'CMD ["/bin/sh","-c","echo up > /kept/x; exec perl -MSocket -e '"'"'\
            socket(S,PF_INET,SOCK_STREAM,0); bind(S,sockaddr_in(5432,INADDR_ANY)) or die; listen(S,9);\
             while(accept(C,S)){print C qq(hello\\\\n);close C}'"'"'"]' \
              --change 'VOLUME /kept' image.tar "$2"
            "$3" run --rm --ulimit nofile=1024:1024 --ulimit nproc=1000:1000 --network none \
              --read-only --memory 64m "$2" /bin/sh -c true
            """;

    private static final String ASK =
            "perl -MSocket -e 'socket(S,PF_INET,SOCK_STREAM,0);"
                    + " connect(S,sockaddr_in(5432,INADDR_LOOPBACK)) or die; print <S>'";

    @Autowired Jobs jobs;
    @Autowired Heard heard;
    @Autowired Settings settings;
    private final String engine;
    private Path folder;
    private Map<String, String> environment = Map.of();
    private AgentProcess agent;

    ContainersStory(String engine) {
        this.engine = engine;
    }

    /** What the engine needs before it is asked for anything: variables for who asks it. */
    Map<String, String> prepare(Path folder) throws IOException, InterruptedException {
        return Map.of();
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        environment = prepare(folder);
        assumeThat(pack()).as(engine + " works here").isZero();
        var token = Files.readString(settings.data().resolve("agents/default.token")).strip();
        agent =
                AgentProcess.start(
                        "http://127.0.0.1:" + settings.httpPort(),
                        token,
                        engine,
                        folder.resolve("agent"),
                        environment,
                        List.of(
                                "--isolation",
                                engine,
                                "--engine-option=--ulimit=nofile=1024:1024",
                                "--engine-option=--ulimit=nproc=1000:1000"));
    }

    private int pack() throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("sh", "-c", PACK, "sh", folder.toString(), IMAGE, engine)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pack.log").toFile());
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (agent != null) {
            agent.close();
        }
        ask("rmi", "-f", IMAGE);
    }

    @Test
    void runsStepsInAnImageThatTheyCannotChange() {
        var job =
                run(
                        30,
                        around(false, List.of()),
                        "cat folder/file1.txt; ! echo x > /bin/x 2> /dev/null; echo kept > out",
                        "cat out; ls /sys/class/net");

        assertThat(built(job).failure()).isEmpty();
        assertThat(jobs.log(job, 0, 20).lines()).contains("kept", "lo").doesNotContain("eth0");
    }

    @Test
    void stopsWhatUsesTooMuchMemory() {
        var job = run(30, around(false, List.of()), "x=$(head -c 90000000 /dev/zero | tr '\\0' x)");

        assertThat(built(job).failure()).contains("exit code 137", "the limit of 64 MB of memory");
    }

    @Test
    void reachesAServiceAtLocalhostAndLeavesNoneBehind() throws Exception {
        var db = new Service("db", IMAGE, Map.of(), 5432, "cat /kept/x", List.of());
        var job = run(60, around(false, List.of(db)), ASK);

        assertThat(built(job).failure()).isEmpty();
        assertThat(jobs.log(job, 0, 20).lines()).contains("hello");
        assertThat(containers()).isEmpty();
    }

    @Test
    void saysTheLastWordsOfAServiceThatEnds() throws Exception {
        var first = new Service("db", IMAGE, Map.of(), 5432, null, List.of());
        var second = new Service("twin", IMAGE, Map.of(), 5433, null, List.of());
        var job = run(60, around(false, List.of(first, second)), "true");

        assertThat(built(job).failure()).startsWith("The service \"twin\" ended with exit code");
        assertThat(jobs.log(job, 0, 20).lines())
                .anySatisfy(line -> assertThat(line).startsWith("twin: Died at"));
        assertThat(containers()).isEmpty();
    }

    @Test
    void cancelsWithinTwoSeconds() throws Exception {
        var db = new Service("db", IMAGE, Map.of(), 5432, null, List.of());
        var job = run(60, around(false, List.of(db)), "trap '' TERM; echo begun; sleep 600");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jobs.log(job, 0, 20).lines().contains("begun"));

        jobs.cancel(job, "by developer");

        await().atMost(Duration.ofSeconds(2))
                .until(() -> jobs.get(job).state(), JobState.CANCELLED::equals);
        assertThat(containers()).isEmpty();
    }

    private static Surroundings around(boolean network, List<Service> services) {
        return new Surroundings(network, new Bounds(64, 50, 0), IMAGE, services);
    }

    private long run(int timeout, Surroundings around, String... commands) {
        RunBuild spec = Specs.bounded(List.of(), timeout, around.bounds(), commands);
        return jobs.queue(
                Jobs.BUILD_POOL, engine, 0, Specs.with(spec, Map.of(), around), Specs.SOURCE);
    }

    private Built built(long job) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> jobs.get(job).state(), JobState.FINISHED::equals);
        return (Built) heard.outcome(job);
    }

    private String containers() throws IOException, InterruptedException {
        return ask("ps", "--all", "--filter", "ancestor=" + IMAGE, "--quiet");
    }

    private String ask(String... what) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(engine));
        line.addAll(List.of(what));
        var builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
