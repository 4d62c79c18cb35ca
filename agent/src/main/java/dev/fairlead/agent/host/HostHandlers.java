package dev.fairlead.agent.host;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobHandler;
import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.agent.ssh.Connections;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.JobSpec.LookAtBalancers;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.NagiosCommands;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.JobSpec.TryHost;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Reach;
import dev.fairlead.protocol.Ways;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The handlers of everything that is done near a host. */
public final class HostHandlers {
    private final Connections connections = new Connections(Scripts.remote());

    public JobHandler<NagiosCommands> nagios() {
        return handler(NagiosFile::write, failure -> new Outcome.CommandsWritten(failure, 0));
    }

    public JobHandler<RunHostStep> steps() {
        return handler(
                (spec, job) -> HostSteps.run(spec, Home.of(spec.folder(), spec.reach(), job), job),
                failure -> new Outcome.HostStepRan(failure, -1, 0, false));
    }

    public JobHandler<ObserveHost> questions() {
        return handler(
                (spec, job) ->
                        HostQuestions.ask(spec, Home.of(spec.folder(), spec.reach(), job), job),
                failure ->
                        new Outcome.HostObserved(
                                failure, null, null, null, null, null, null, false, List.of()));
    }

    public JobHandler<MoveServer> moves() {
        return handler(ServerMover::move, Outcome.ServerMoved::failed);
    }

    public JobHandler<TryHost> trials() {
        return handler(HostTrial::run, failure -> new Outcome.HostTried(failure, List.of()));
    }

    public JobHandler<CheckHost> checks() {
        return handler(
                (spec, job) -> {
                    var home = Home.of(spec.folder(), spec.reach(), job);
                    home.readAhead(job);
                    return HostChecks.run(spec, home, job);
                },
                failure -> new Outcome.HostChecked(failure, List.of(), false, List.of()));
    }

    public JobHandler<LookAtBalancers> looks() {
        return handler(
                BalancerLook::look, failure -> new Outcome.BalancersSeen(failure, List.of()));
    }

    private interface Work<S extends JobSpec> {
        Outcome run(S spec, HostJob job) throws IOException, InterruptedException;
    }

    private <S extends JobSpec> JobHandler<S> handler(
            Work<S> work, Function<String, Outcome> failed) {
        return new JobHandler<>() {
            @Override
            public Outcome run(S spec, JobContext job) throws IOException, InterruptedException {
                return work.run(spec, new OnAgent(job, connections, Ways.keys(spec)));
            }

            @Override
            public Outcome failed(String failure) {
                return failed.apply(failure);
            }
        };
    }

    /**
     * @param keyNames the secrets that open the ways that the job goes, which no command is given
     */
    private record OnAgent(JobContext context, Connections connections, Set<String> keyNames)
            implements HostJob {
        @Override
        public long fence() {
            return context.fence();
        }

        @Override
        public Map<String, String> secrets() {
            var secrets = new LinkedHashMap<>(context.secrets());
            secrets.keySet().removeAll(keyNames);
            return secrets;
        }

        @Override
        public Connection connection(Reach way) throws IOException {
            var keys = new LinkedHashMap<>(context.secrets());
            keys.keySet().retainAll(keyNames);
            return connections.to(way, keys);
        }

        @Override
        public void say(String line) throws IOException {
            context.log().line(line);
        }

        @Override
        public void output(byte[] bytes, int length) throws IOException {
            context.log().write(bytes, 0, length);
        }

        @Override
        public boolean cancelled() {
            return context.cancelled();
        }

        @Override
        public Path source() throws IOException, InterruptedException {
            var tar = context.folder().resolve("source.tar");
            try (var in = context.source()) {
                Files.copy(in, tar, StandardCopyOption.REPLACE_EXISTING);
            }
            return tar;
        }

        @Override
        public boolean holds() {
            return context.holds();
        }

        @Override
        public Path fetch(Artifact artifact) throws IOException, InterruptedException {
            return context.fetchArtifact(artifact);
        }
    }
}
