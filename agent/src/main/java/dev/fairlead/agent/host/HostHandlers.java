package dev.fairlead.agent.host;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobHandler;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.JobSpec.LookAtBalancers;
import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.JobSpec.TryHost;
import dev.fairlead.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The handlers of everything that is done near a host. */
public final class HostHandlers {
    private HostHandlers() {}

    public static JobHandler<RunHostStep> steps() {
        return handler(HostSteps::run, failure -> new Outcome.HostStepRan(failure, -1, 0, false));
    }

    public static JobHandler<ObserveHost> questions() {
        return handler(
                HostQuestions::ask,
                failure ->
                        new Outcome.HostObserved(
                                failure, null, null, null, null, null, null, false, List.of()));
    }

    public static JobHandler<MoveServer> moves() {
        return handler(ServerMover::move, Outcome.ServerMoved::failed);
    }

    public static JobHandler<TryHost> trials() {
        return handler(
                (spec, _) -> HostTrial.run(spec),
                failure -> new Outcome.HostTried(failure, List.of()));
    }

    public static JobHandler<CheckHost> checks() {
        return handler(
                HostChecks::run,
                failure -> new Outcome.HostChecked(failure, List.of(), false, List.of()));
    }

    public static JobHandler<LookAtBalancers> looks() {
        return handler(
                (spec, _) -> BalancerLook.look(spec),
                failure -> new Outcome.BalancersSeen(failure, List.of()));
    }

    private interface Work<S extends JobSpec> {
        Outcome run(S spec, HostJob job) throws IOException, InterruptedException;
    }

    private static <S extends JobSpec> JobHandler<S> handler(
            Work<S> work, Function<String, Outcome> failed) {
        return new JobHandler<>() {
            @Override
            public Outcome run(S spec, JobContext job) throws IOException, InterruptedException {
                return work.run(spec, new OnAgent(job));
            }

            @Override
            public Outcome failed(String failure) {
                return failed.apply(failure);
            }
        };
    }

    private record OnAgent(JobContext context) implements HostJob {
        @Override
        public long fence() {
            return context.fence();
        }

        @Override
        public Map<String, String> secrets() {
            return context.secrets();
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
        public boolean holds() {
            return context.holds();
        }

        @Override
        public Path fetch(Artifact artifact) throws IOException, InterruptedException {
            return context.fetchArtifact(artifact);
        }
    }
}
