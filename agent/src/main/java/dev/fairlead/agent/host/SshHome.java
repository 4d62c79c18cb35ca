package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.agent.ssh.ConnectionLostException;
import dev.fairlead.agent.ssh.RemoteShell;
import dev.fairlead.agent.ssh.Request;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Reach;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;

/** A host at the other end of an SSH connection. Each of its verbs is one request there. */
final class SshHome implements Home {
    private final String folder;
    private final Reach reach;
    private final Connection connection;
    private final byte[] wrapper = Scripts.wrapper();
    private final String hash = Scripts.hash(wrapper);

    SshHome(String folder, Reach reach, Connection connection) {
        this.folder = HostFolder.of(folder).path().toString();
        this.reach = reach;
        this.connection = connection;
    }

    @Override
    public String bring(Artifact artifact, boolean installs, HostJob job)
            throws IOException, InterruptedException {
        var name = ArtifactShelf.fileName(artifact);
        var request =
                Request.of("receive")
                        .line(folder)
                        .line(artifact.sha256())
                        .line(artifact.size())
                        .line(name)
                        .line(installs ? "yes" : "no");
        repeatably(shell -> {
            shell.ask(request);
            var answer = new Answer(shell);
            if (answer.next().equals("send")) {
                send(artifact, job, shell, answer);
                job.say("sent " + artifact.name() + ", sha256 " + artifact.sha256());
            }
            return answer.rest();
        });
        return String.join("/", folder, ".fairlead", "artifacts", artifact.sha256(), name);
    }

    private static void send(Artifact artifact, HostJob job, RemoteShell shell, Answer answer)
            throws IOException, InterruptedException {
        var file = job.fetch(artifact);
        if (Files.size(file) != artifact.size()) {
            throw ArtifactShelf.wrongBytes(artifact);
        }
        try (var bytes = Files.newInputStream(file)) {
            shell.send(bytes);
        } catch (ConnectionLostException e) {
            answer.failure(); // what the host said before it closed
            throw e;
        }
    }

    @Override
    public CommandEnd run(HostCommand command, HostJob job)
            throws IOException, InterruptedException {
        var remote = new RemoteCommand(folder, command, connection, job);
        try {
            var end = withWrapper(shell -> remote.run(shell, hash));
            return end.isPresent() ? end.get() : remote.find(this::bar, "");
        } catch (ConnectionLostException e) {
            if (command.looks()) {
                return CommandEnd.unknown(String.valueOf(e.getMessage()));
            }
            job.say(e.getMessage() + " A command that had begun goes on there.");
            return remote.find(this::bar, String.valueOf(e.getMessage()));
        }
    }

    private String bar(long fence) throws IOException, InterruptedException {
        return withWrapper(shell -> {
            shell.ask(Request.of("bar").line(folder).line(hash).line(fence));
            return new Answer(shell).wrapper();
        });
    }

    @Override
    public void readAhead(HostJob job) {
        for (var file : connection.digests().in(folder)) {
            Thread.ofVirtual()
                    .name("reads " + file)
                    .start(() -> {
                        try {
                            ask(new Question(file, null, false), job);
                        } catch (IOException | InterruptedException _) {
                            // Whoever asks for it then is told why.
                        }
                    });
        }
    }

    @Override
    public Truth ask(Question question, HostJob job) throws IOException, InterruptedException {
        var file = folder + "/" + question.file();
        var known = connection.digests().of(file);
        var request =
                Request.of("ask")
                        .line(folder)
                        .line(hash)
                        .line(job.fence())
                        .line(question.bar() ? "yes" : "no")
                        .line(question.file() == null ? "" : question.file())
                        .line(question.sha256() == null ? "" : question.sha256())
                        .line(known == null ? "" : known.lies());
        return repeatably(shell -> {
            shell.ask(request);
            var answer = new Answer(shell);
            var truth = answer.truth(folder, question, known);
            answer.read().ifPresent(read -> connection.digests().put(file, read));
            return truth;
        });
    }

    @Override
    public VersionAnswer version(String url) {
        return reach.jump() == null
                ? VersionAnswer.from(url)
                : VersionAnswer.through(connection, url);
    }

    @Override
    public Facts facts(int port, boolean java) throws IOException, InterruptedException {
        return repeatably(shell -> {
            shell.ask(Request.of("facts").line(folder).line(port).line(java ? "yes" : "no"));
            return Facts.parse(new Answer(shell).rest());
        });
    }

    /** Once more on a new connection: the one that was kept may have died unseen. */
    private <T> T repeatably(Connection.Work<T> work) throws IOException, InterruptedException {
        try {
            return withWrapper(work);
        } catch (ConnectionLostException _) {
            return withWrapper(work);
        }
    }

    private <T> T withWrapper(Connection.Work<T> work) throws IOException, InterruptedException {
        try {
            return connection.shell(work);
        } catch (NoWrapperException _) {
            connection.shell(shell -> {
                shell.ask(Request.of("put").line(folder).line(hash).line(wrapper.length));
                shell.send(new ByteArrayInputStream(wrapper));
                return new Answer(shell).rest();
            });
            return connection.shell(work);
        }
    }
}
