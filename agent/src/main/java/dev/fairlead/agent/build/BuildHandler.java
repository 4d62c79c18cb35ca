package dev.fairlead.agent.build;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobHandler;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Does a build: check out, run the steps, read the reports, keep the artifacts. */
public final class BuildHandler implements JobHandler<RunBuild> {
    private final Caches caches;
    private final Sandbox sandbox;

    public BuildHandler(Path work, Sandbox sandbox) {
        this.caches = new Caches(work.resolve("caches"));
        this.sandbox = sandbox;
    }

    @Override
    public Outcome failed(String failure) {
        return built(failure, List.of(), List.of(), List.of());
    }

    @Override
    public Outcome run(RunBuild spec, JobContext job) throws IOException, InterruptedException {
        if (!sandbox.trouble().isEmpty()) {
            return failed(
                    "This agent runs no builds, because it cannot keep them apart from the rest of"
                            + " its machine: "
                            + sandbox.trouble());
        }
        var folders = checkOut(spec, job);
        var steps = new BuildSteps(spec, job, sandbox, folders);
        var failure = steps.run();
        if (job.cancelled()) {
            return built("cancelled", steps.runs(), List.of(), List.of());
        }
        return collect(spec, job, folders.workspace(), steps.runs(), failure);
    }

    private Sandbox.Folders checkOut(RunBuild spec, JobContext job)
            throws IOException, InterruptedException {
        job.step("check out");
        var folder = job.folder();
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        try (var source = job.source()) {
            new TarExtractor(workspace, TarExtractor.Limits.USUAL).extract(source);
        }
        new Inputs(workspace, job).lay(spec.inputs());
        return new Sandbox.Folders(
                workspace,
                Files.createDirectory(folder.resolve("home")),
                Files.createDirectory(folder.resolve("tmp")),
                caches.of(spec));
    }

    private static Outcome collect(
            RunBuild spec, JobContext job, Path workspace, List<StepRun> runs, String failure)
            throws IOException, InterruptedException {
        job.step("collect");
        var files = new WorkspaceFiles(workspace);
        var tests = new TestReports(job.log()).read(files.matching(spec.results().tests()));
        if (!failure.isEmpty()) {
            return built(failure, runs, tests, List.of());
        }
        var red = tests.stream().filter(test -> test.verdict() == Verdict.FAILED).count();
        if (red > 0) {
            return built(red + (red == 1 ? " test" : " tests") + " failed", runs, tests, List.of());
        }
        var kept = new Artifacts(files, job).keep(spec.results().artifacts());
        return built(kept.failure(), runs, tests, kept.files());
    }

    private static Built built(
            String failure, List<StepRun> steps, List<TestCase> tests, List<StoredFile> files) {
        return new Built(failure, steps, tests, files);
    }
}
