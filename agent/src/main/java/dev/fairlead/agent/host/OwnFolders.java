package dev.fairlead.agent.host;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobHandler;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What is of no host is done in a folder below the agent's own, fenced as a host's is: its jobs
 * name a folder that does not begin at the root.
 */
public final class OwnFolders {
    private final Path work;

    public OwnFolders(Path work) {
        this.work = work;
    }

    public JobHandler<RunHostStep> steps(JobHandler<RunHostStep> handler) {
        return with(handler, spec -> spec.in(place(spec.folder())));
    }

    public JobHandler<ObserveHost> questions(JobHandler<ObserveHost> handler) {
        return with(handler, spec -> spec.in(place(spec.folder())));
    }

    private String place(String folder) {
        var own = work.resolve("own").toAbsolutePath().normalize();
        var place = own.resolve(folder).normalize();
        if (Path.of(folder).isAbsolute()) {
            return folder;
        }
        if (!place.startsWith(own) || place.equals(own)) {
            throw new IllegalArgumentException(
                    "folder: must lead below the agent's own, was \"" + folder + "\"");
        }
        return place.toString();
    }

    private static <S extends JobSpec> JobHandler<S> with(
            JobHandler<S> handler, UnaryOperator<S> placed) {
        return new JobHandler<>() {
            @Override
            public Outcome run(S spec, JobContext job) throws IOException, InterruptedException {
                return handler.run(placed.apply(spec), job);
            }

            @Override
            public Outcome failed(String failure) {
                return handler.failed(failure);
            }
        };
    }
}
