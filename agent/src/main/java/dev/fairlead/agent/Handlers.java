package dev.fairlead.agent;

import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Who does which kind of job. */
final class Handlers {
    private final Map<Class<? extends JobSpec>, JobHandler<?>> byKind = new HashMap<>();

    <S extends JobSpec> Handlers with(Class<S> kind, JobHandler<S> handler) {
        byKind.put(kind, handler);
        return this;
    }

    /** Runs the job; what its handler throws becomes a failure in the handler's own words. */
    Outcome run(JobSpec spec, JobContext job) throws InterruptedException {
        return run(handler(spec), spec, job);
    }

    /** The outcome of a job that its handler cannot be asked about. */
    Outcome failed(JobSpec spec, String failure) {
        return handler(spec).failed(failure);
    }

    private static <S extends JobSpec> Outcome run(JobHandler<S> handler, S spec, JobContext job)
            throws InterruptedException {
        try {
            return handler.run(spec, job);
        } catch (IOException | RuntimeException e) {
            var message = e.getMessage();
            return handler.failed(message == null || message.isEmpty() ? e.toString() : message);
        }
    }

    @SuppressWarnings("unchecked") // with() puts nothing else under the class of S
    private <S extends JobSpec> JobHandler<S> handler(S spec) {
        var handler = byKind.get(spec.getClass());
        if (handler == null) {
            throw new IllegalStateException("no handler for " + spec.getClass().getSimpleName());
        }
        return (JobHandler<S>) handler;
    }
}
