package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Request;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A host that is a folder of the agent's own machine. */
record LocalHome(String path) implements Home {
    static LocalHome of(String folder) {
        return new LocalHome(folder);
    }

    /** Not before it is needed: what is looked at from an agent alone has no folder. */
    private HostFolder folder() {
        return HostFolder.of(path);
    }

    @Override
    public String bring(Artifact artifact, boolean installs, HostJob job)
            throws IOException, InterruptedException {
        return new ArtifactShelf(folder().prepare()).get(artifact, installs, job).toString();
    }

    @Override
    public CommandEnd run(HostCommand command, HostJob job)
            throws IOException, InterruptedException {
        return new FencedCommand(folder().prepare(), job).run(command);
    }

    /** Reading here is as quick as it will be then. */
    @Override
    public void readAhead(HostJob job) {}

    @Override
    public Truth ask(Question question, HostJob job) throws IOException, InterruptedException {
        var folder = folder();
        var atWork = question.bar() && !new FencedCommand(folder.prepare(), job).bar();
        var journal = folder.journal();
        var file = InstalledFile.in(folder, question.file(), question.sha256());
        return new Truth(
                atWork,
                journal,
                journal.last().filter(folder::underWay).isPresent(),
                file,
                file.path() == null
                        ? null
                        : Processes.holding(file.path()).flatMap(Processes::started).orElse(null));
    }

    @Override
    public VersionAnswer version(String url) {
        return VersionAnswer.from(url);
    }

    @Override
    public Facts facts(int port, boolean java) throws IOException, InterruptedException {
        var script = new String(Scripts.remote(), StandardCharsets.UTF_8);
        var process =
                new ProcessBuilder("sh", "-c", script)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var out = process.getOutputStream()) {
            Request.of("facts")
                    .line(folder().path().toString())
                    .line(port)
                    .line(java ? "yes" : "no")
                    .writeTo(out);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return Facts.parse(said.lines().toList());
    }
}
