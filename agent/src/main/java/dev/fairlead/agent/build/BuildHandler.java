package dev.fairlead.agent.build;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobHandler;
import dev.fairlead.agent.git.GitCheckout;
import dev.fairlead.agent.limit.Guards;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/** Does a build: check out, run the steps, read the reports, keep the artifacts. */
public final class BuildHandler implements JobHandler<RunBuild> {
    /** Of all that plans keep under a key. */
    private static final long MOST_KEPT = 10L << 30;

    private final Caches caches;
    private final KeptPaths kept;
    private final GitCheckout git;
    private final Isolation isolation;
    private final Guards guards;

    public BuildHandler(Path work, Isolation isolation, Guards guards) {
        this.caches = new Caches(work.resolve("caches"));
        this.kept = new KeptPaths(work.resolve("caches"), MOST_KEPT);
        this.git = new GitCheckout(work);
        this.isolation = isolation;
        this.guards = guards;
    }

    @Override
    public Outcome failed(String failure) {
        return new Built(failure, List.of(), List.of(), List.of());
    }

    @Override
    public Outcome run(RunBuild spec, JobContext job) throws IOException, InterruptedException {
        var refusal = isolation.refusal(spec) + guards.refusal(spec.surroundings().bounds());
        if (!refusal.isEmpty()) {
            return failed(refusal);
        }
        var folders = checkOut(spec, job);
        try {
            return run(spec, folders, job);
        } finally {
            caches.ended(spec.caches(), folders.caches());
        }
    }

    private Outcome run(RunBuild spec, JobFolders folders, JobContext job)
            throws IOException, InterruptedException {
        isolation.prepare(spec, folders);
        var keys = kept.keys(spec, folders.workspace());
        kept.restore(spec, keys, folders.workspace(), job);
        var caches = List.copyOf(folders.caches().values());
        try (var guard = guards.guard(spec.surroundings().bounds(), folders.own(), caches)) {
            var variables = new HashMap<>(spec.environment());
            variables.putAll(job.secrets());
            var inside = new Enclosure.Steps(job.job(), spec, variables, folders, guard);
            var outcome = run(inside, job);
            if (outcome.passed() && !job.cancelled()) {
                kept.keep(spec, keys, folders.workspace(), job);
            }
            return outcome;
        }
    }

    private Outcome run(Enclosure.Steps inside, JobContext job)
            throws IOException, InterruptedException {
        var spec = inside.spec();
        var enclosure = isolation.enclosure(spec);
        var steps = new BuildSteps(inside, job, enclosure);
        var failure = run(steps, enclosure.services(inside, job));
        if (inside.guard().isDiskFull()) {
            caches.forget(spec.caches());
        }
        if (job.cancelled()) {
            return new Built("cancelled", steps.runs(), List.of(), List.of());
        }
        return collect(spec, job, inside.folders().workspace(), steps.runs(), failure);
    }

    private static String run(BuildSteps steps, Services beside)
            throws IOException, InterruptedException {
        try (beside) {
            var hindrance = beside.begin();
            var failure = hindrance.isEmpty() ? steps.run() : hindrance;
            return failure.isEmpty() || !hindrance.isEmpty() ? failure : failure + beside.ended();
        }
    }

    private JobFolders checkOut(RunBuild spec, JobContext job)
            throws IOException, InterruptedException {
        job.step("check out");
        var folder = job.folder();
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        switch (spec.checkout().checkout()) {
            case ARCHIVE -> extract(job, workspace);
            case GIT -> git.into(workspace, spec.checkout(), job);
            case NONE -> {}
        }
        new Inputs(workspace, job).lay(spec.inputs());
        return new JobFolders(
                workspace,
                Files.createDirectory(folder.resolve("home")),
                Files.createDirectory(folder.resolve("tmp")),
                caches.of(spec.caches(), folder.resolve("caches")));
    }

    private static void extract(JobContext job, Path workspace)
            throws IOException, InterruptedException {
        try (var source = job.source()) {
            new TarExtractor(workspace, TarExtractor.Limits.USUAL).extract(source);
        }
    }

    private static Outcome collect(
            RunBuild spec, JobContext job, Path workspace, List<StepRun> runs, String failure)
            throws IOException, InterruptedException {
        job.step("collect");
        var files = new WorkspaceFiles(workspace);
        var tests = new TestReports(job.log()).read(files.matching(spec.results().tests()));
        var coverage =
                new CoverageReports(job.log()).read(files.matching(spec.results().coverage()));
        if (!failure.isEmpty()) {
            return new Built(failure, runs, tests, List.of(), coverage);
        }
        var red = tests.stream().filter(test -> test.verdict() == Verdict.FAILED).count();
        if (red > 0) {
            var failed = red + (red == 1 ? " test" : " tests") + " failed";
            return new Built(failed, runs, tests, List.of(), coverage);
        }
        var kept = new Artifacts(files, job).keep(spec.results().artifacts());
        return new Built(kept.failure(), runs, tests, kept.files(), coverage);
    }
}
