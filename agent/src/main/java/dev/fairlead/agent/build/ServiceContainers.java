package dev.fairlead.agent.build;

import dev.fairlead.agent.JobContext;
import dev.fairlead.protocol.JobSpec.RunBuild.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Services in containers. They share one network with the steps, that of the first of them, so that
 * all reach each other at localhost and nobody else reaches them; no name has to be resolved, and
 * nothing of a network is left behind.
 */
final class ServiceContainers implements Services {
    private static final Duration PULL = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LAST_LINES = 20;

    private final Containers containers;
    private final Enclosure.Steps job;
    private final JobContext context;
    private final long end;

    ServiceContainers(Containers containers, Enclosure.Steps job, JobContext context) {
        this.containers = containers;
        this.job = job;
        this.context = context;
        var timeout = Duration.ofSeconds(job.spec().limits().timeoutSeconds());
        var patience = timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE;
        end = System.nanoTime() + patience.toNanos();
    }

    @Override
    public String begin() throws IOException, InterruptedException {
        context.step("services");
        context.onCancel(this::close);
        for (var service : services()) {
            var failure = begin(service);
            if (context.cancelled() || !failure.isEmpty()) {
                return context.cancelled() ? "cancelled" : failure;
            }
        }
        return "";
    }

    private String begin(Service service) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        String failure;
        try {
            var volumes = volumes(service.image());
            engine().ask(containers.service(job, service, volumes), Engine.ANSWER);
            failure = await(service);
        } catch (IOException e) {
            failure =
                    "The service \"%s\" could not be started: %s"
                            .formatted(service.name(), e.getMessage());
        }
        var took = Duration.ofNanos(System.nanoTime() - begin);
        context.log()
                .line(
                        "%s: %s, %s after %d ms"
                                .formatted(
                                        service.name(),
                                        service.image(),
                                        failure.isEmpty() ? "ready" : "not ready",
                                        took.toMillis()));
        return failure;
    }

    /** The folders that the image wants to keep; pulls it first where it is not there. */
    private List<String> volumes(String image) throws IOException, InterruptedException {
        var question =
                List.of(
                        "image",
                        "inspect",
                        "--format",
                        "{{range $path, $_ := .Config.Volumes}}{{println $path}}{{end}}",
                        image);
        try {
            return engine().ask(question, Engine.ANSWER).lines().toList();
        } catch (IOException _) {
            engine().ask(List.of("pull", "--quiet", image), PULL);
            return engine().ask(question, Engine.ANSWER).lines().toList();
        }
    }

    private String await(Service service) throws IOException, InterruptedException {
        while (!context.cancelled()) {
            var state = state(service);
            if (!state.running()) {
                return sayLast(service, "ended with exit code " + state.exitCode());
            }
            var listens = Listeners.OF_SYSTEM.on(state.process(), service.port());
            if (listens && isReady(service)) {
                return "";
            }
            if (System.nanoTime() > end) {
                var port = "nothing listens on port " + service.port();
                return sayLast(
                        service,
                        "was not ready in time: " + (listens ? "its command `ready` fails" : port));
            }
            Thread.sleep(LOOK);
        }
        return "";
    }

    private boolean isReady(Service service) throws InterruptedException {
        if (service.ready() == null) {
            return true;
        }
        try {
            engine().ask("exec", name(service), "/bin/sh", "-c", service.ready());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private String sayLast(Service service, String what) throws IOException, InterruptedException {
        var lines = Integer.toString(LAST_LINES);
        for (var line : engine().ask("logs", "--tail", lines, name(service)).lines().toList()) {
            context.log().line(service.name() + ": " + line);
        }
        return "The service \"%s\" %s.".formatted(service.name(), what);
    }

    /** As the engine tells of its container. */
    private record State(boolean running, long process, String exitCode) {}

    /** Podman fails to tell of a container that ends just then; a moment later it can. */
    private State state(Service service) throws IOException, InterruptedException {
        try {
            return told(service);
        } catch (IOException _) {
            Thread.sleep(LOOK);
            return told(service);
        }
    }

    private State told(Service service) throws IOException, InterruptedException {
        var format = "{{.State.Running}} {{.State.Pid}} {{.State.ExitCode}}";
        var said = engine().ask("inspect", "--format", format, name(service)).split(" ");
        if (said.length != 3) {
            throw new IOException("The engine does not say how the service is.");
        }
        return new State(said[0].equals("true"), Long.parseLong(said[1]), said[2]);
    }

    @Override
    public String ended() throws IOException, InterruptedException {
        if (context.cancelled()) {
            return "";
        }
        for (var service : services()) {
            var state = state(service);
            if (!state.running()) {
                return " " + sayLast(service, "had ended with exit code " + state.exitCode());
            }
        }
        return "";
    }

    /** The first last: the network of the others is its own. */
    @Override
    public void close() {
        for (var service : services().reversed()) {
            containers.remove(name(service));
        }
    }

    private List<Service> services() {
        return job.spec().surroundings().services();
    }

    private String name(Service service) {
        return containers.name(job, service);
    }

    private Engine engine() {
        return containers.engine();
    }
}
