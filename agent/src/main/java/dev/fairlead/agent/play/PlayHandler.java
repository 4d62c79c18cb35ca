package dev.fairlead.agent.play;

import dev.fairlead.agent.Folders;
import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobHandler;
import dev.fairlead.agent.git.PinnedTools;
import dev.fairlead.agent.host.ControllerFolder;
import dev.fairlead.protocol.JobSpec.RunPlay;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.PlayRan;
import dev.fairlead.protocol.Play;
import dev.fairlead.protocol.Ways;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs playbooks. What a play does cannot be taken back, so that none is ever begun twice here. */
public final class PlayHandler implements JobHandler<RunPlay> {
    private final Path plays;
    private final PinnedTools tools;

    /**
     * @param work the agent's own folder
     */
    public PlayHandler(Path work) throws IOException {
        // Where the hooks of whole deployments run, too: one journal, which a server may ask.
        plays = work.resolve("own/environments");
        tools = new PinnedTools(work);
        if (Files.isDirectory(plays)) {
            for (var place : Folders.list(plays)) {
                tidy(place);
            }
        }
    }

    @Override
    public Outcome run(RunPlay spec, JobContext job) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var place = Files.createDirectories(plays.resolve(name(spec.play())));
        tidy(place);
        var verdict = new Verdict();
        try (var folder = PlayFolder.make(runs(place).resolve(Long.toString(job.fence())))) {
            job.step("prepare");
            var tool = tool(spec.play().tool(), job);
            folder.fill(spec, job);
            requirePlaybook(folder, spec.play());
            job.step("ansible");
            var end = play(spec, job, folder, tool, new ControllerFolder(place), verdict);
            SshMasters.end(folder.sockets());
            return new PlayRan(
                    failure(spec, job, end, verdict),
                    verdict.summary(),
                    end.exitCode(),
                    Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                    end.refused());
        }
    }

    @Override
    public Outcome failed(String failure) {
        return new PlayRan(failure, "", -1, 0, false);
    }

    private static ControllerFolder.End play(
            RunPlay spec,
            JobContext job,
            PlayFolder folder,
            @Nullable Path tool,
            ControllerFolder controller,
            Verdict verdict)
            throws IOException, InterruptedException {
        var command = PlayCommand.of(spec.play(), folder, tool);
        var results = new Results(folder.results(), job, verdict);
        try {
            return controller.run(
                    job,
                    "play",
                    command.line(),
                    command.environment(),
                    forPlaybook(spec, job),
                    spec.timeoutSeconds(),
                    verdict::heard);
        } finally {
            results.end();
        }
    }

    /** What stands in files is not in the playbook's variables. */
    private static Map<String, String> forPlaybook(RunPlay spec, JobContext job) {
        var secrets = new HashMap<>(job.secrets());
        secrets.keySet().removeAll(Ways.keys(spec));
        if (spec.play().vaultPassword() != null) {
            secrets.remove(spec.play().vaultPassword());
        }
        return secrets;
    }

    private static String failure(
            RunPlay spec, JobContext job, ControllerFolder.End end, Verdict verdict) {
        if (end.refused()) {
            return "The play was not run: its controller has seen a later holder.";
        }
        if (end.busy()) {
            return "The play was not run: another one holds the lock of this environment.";
        }
        if (job.cancelled()) {
            return "The play was cancelled and Ansible was ended, with all that it had started here.";
        }
        return verdict.failure(end.exitCode(), spec.timeoutSeconds());
    }

    private @Nullable Path tool(Play.@Nullable Tool tool, JobContext job)
            throws IOException, InterruptedException {
        return tool == null ? null : tools.at(tool.url(), tool.commit(), job);
    }

    private static void requirePlaybook(PlayFolder folder, Play play) throws IOException {
        var file = folder.checkout().resolve(play.playbook());
        if (!Files.isRegularFile(file)
                || !file.toRealPath().startsWith(folder.checkout().toRealPath())) {
            throw new IOException("The commit has no playbook " + play.playbook() + ".");
        }
    }

    private static String name(Play play) {
        if (!play.place().matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("This is a bug: a play's place " + play.place());
        }
        return play.place();
    }

    /** Removes what an agent left that was killed, unless its Ansible is still at work. */
    private static void tidy(Path place) throws IOException {
        if (!Files.isDirectory(runs(place))) {
            return;
        }
        var controller = new ControllerFolder(place);
        for (var run : Folders.list(runs(place))) {
            if (!controller.underWay(Long.parseLong(run.getFileName().toString()))) {
                Folders.delete(run);
            }
        }
    }

    private static Path runs(Path place) {
        return place.resolve("runs");
    }
}
