package dev.fairlead.local;

import dev.fairlead.agent.build.Isolation;
import dev.fairlead.plan.Event;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.plan.Occasion;
import dev.fairlead.plan.Parameter;
import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead run}: runs jobs of the plan in a developer's work tree, as an agent would. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the jobs of a fairlead.yml here, on files that need not be committed.",
        footer = {
            "",
            "The jobs run in the agents' sandbox on a copy of the work tree, without the",
            "files that git ignores; the work tree itself is not touched. Ends with 0 when",
            "all of them passed."
        })
public final class RunCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "JOB",
            description = "Jobs to run, with what they need (all, where their condition is met).")
    private List<String> names = List.of();

    @Option(
            names = "--release",
            paramLabel = "VERSION",
            description = "Run the jobs of release:, as for this version.")
    private @Nullable String version;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the plan; may be given several times.")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--isolation",
            defaultValue = "bubblewrap",
            description = "bubblewrap, podman, docker or none, as for an agent (${DEFAULT-VALUE}).")
    private Isolation.Mode mode = Isolation.Mode.BUBBLEWRAP;

    @Option(
            names = "--folder",
            defaultValue = ".",
            description = "A folder of the work tree (the one you are in).")
    private Path folder = Path.of(".");

    @Option(
            names = "--work",
            description = "Folder for the copy, caches and what is kept (~/.cache/fairlead/NAME).")
    private @Nullable Path work;

    static void main(String[] arguments) {
        System.exit(
                new CommandLine(new RunCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run(WorkTree.around(folder));
        } catch (IOException | IllegalArgumentException e) {
            Say.error("fairlead: " + e.getMessage());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** A run stands in for the push that may follow it. */
    private Event event() {
        return version == null ? Event.PUSH : Event.RELEASE;
    }

    private int run(WorkTree tree) throws IOException, InterruptedException {
        var file = tree.root().resolve(Plan.FILE);
        try {
            return run(tree, PlanFile.read(file));
        } catch (PlanError e) {
            Say.error(PlanFile.sentence(file, e));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int run(WorkTree tree, Plan plan) throws IOException, InterruptedException {
        var jobs = Selection.of(version == null ? plan.build() : plan.release(), names);
        var values = Parameter.values(plan.parameters(), parameters);
        var occasion =
                new Occasion("0", tree.name(), tree.branch(), tree.commit(), version, values);
        var place = Objects.requireNonNullElseGet(work, () -> place(tree));
        var ended = new CountDownLatch(1);
        try (var run = new LocalRun(Files.createDirectories(place).toRealPath(), occasion, mode)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run, ended)));
            run.begin(tree);
            var changed = tree.changed();
            var passed = true;
            for (var job : jobs) {
                passed &= run(run, job, refusal(job, occasion, changed));
            }
            return passed ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } finally {
            ended.countDown();
        }
    }

    /** Whether nothing failed; a job that is skipped did not. */
    private static boolean run(LocalRun run, JobPlan job, String refusal)
            throws InterruptedException {
        var missing = run.missing(job).map(need -> "needs " + need + ", which did not pass");
        if (!refusal.isEmpty() || missing.isPresent()) {
            Say.line(job.name() + ": skipped, " + missing.orElse(refusal));
            return true;
        }
        var failure = run.run(job);
        Say.line(job.name() + ": " + (failure.isEmpty() ? "passed" : failure));
        return failure.isEmpty();
    }

    /** Who names a job wants it to run. */
    private String refusal(JobPlan job, Occasion occasion, List<String> changed) {
        if (!names.isEmpty()) {
            return "";
        }
        return job.start().manual() == null
                ? job.start()
                        .when()
                        .refusal(occasion.branch(), () -> Set.of(event()), () -> changed)
                : "waits for a person; name it to run it";
    }

    private static Path place(WorkTree tree) {
        var home = Path.of(System.getProperty("user.home"));
        var cache = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
        var base = cache.isEmpty() ? home.resolve(".cache") : Path.of(cache);
        return base.resolve("fairlead").resolve(tree.name());
    }

    /** Ctrl-C ends the job and lets it be told. */
    private static void stop(LocalRun run, CountDownLatch ended) {
        run.stop();
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
