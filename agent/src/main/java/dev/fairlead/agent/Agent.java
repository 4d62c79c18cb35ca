package dev.fairlead.agent;

import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registration;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * One agent process: it owns its work folder, registers, delivers what an earlier process of it
 * could not, then runs its executors until it is stopped.
 */
final class Agent {
    /** Exit code of an agent that had to end by itself. */
    static final int BROKEN = 1;

    /** Exit code of an agent that the server does not understand: renew it, then start it again. */
    static final int OUTDATED = 75;

    /** Who it is and what it may take on; {@code once} for one job, after which it ends. */
    record Options(
            String name,
            String version,
            int executors,
            Path work,
            List<String> labels,
            boolean once) {}

    /** What it says of its machine; {@code noBuilds} says why it runs no builds, where so. */
    record Machine(Map<String, String> facts, Map<String, String> tools, String noBuilds) {}

    private final Options options;
    private final ServerLink server;
    private final Introduction introduction;
    private final Handlers handlers;
    private final Machine machine;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile int exitCode;

    Agent(
            Options options,
            ServerLink server,
            Introduction introduction,
            Handlers handlers,
            Machine machine) {
        this.options = options;
        this.server = server;
        this.introduction = introduction;
        this.handlers = handlers;
        this.machine = machine;
    }

    /** Works until {@link #stop}; answers the exit code, which is not 0 when it ended by itself. */
    int run() throws IOException, InterruptedException {
        var jobs = Files.createDirectories(options.work().resolve("jobs"));
        try (var lock = own()) {
            var undelivered = new Undelivered(jobs, server);
            if (!register(undelivered) || !deliver(undelivered)) {
                return exitCode;
            }
            work(jobs, undelivered);
            return exitCode == 0 && !lock.isValid() ? BROKEN : exitCode;
        }
    }

    void stop() {
        stop.countDown();
    }

    /** Waits for an earlier process of this agent that still finishes a step. */
    private FileLock own() throws IOException {
        var file = options.work().resolve("lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return channel.lock();
    }

    private boolean register(Undelivered undelivered) throws IOException, InterruptedException {
        var held = undelivered.all().stream().map(Undelivered.Entry::held).toList();
        var registration =
                new Registration(
                        options.name(),
                        options.version(),
                        options.executors(),
                        held,
                        machine.facts(),
                        machine.noBuilds(),
                        options.labels(),
                        machine.tools(),
                        Protocol.VERSION,
                        introduction.identity().token());
        try {
            var registered =
                    Retry.until(this::isStopped, () -> introduction.to(server, registration));
            Say.info("Agent %s works for pool %s".formatted(options.name(), registered.pool()));
            if (!registered.advice().isEmpty()) {
                Say.info(registered.advice());
            }
            return true;
        } catch (RefusedException e) {
            exitCode = e.isOutdated() ? OUTDATED : BROKEN;
            Say.error(
                    e.isUnknownToken()
                            ? "The server does not know this agent's token (FAIRLEAD_AGENT_TOKEN)."
                            : "The server refuses this agent: " + e.getMessage());
            return false;
        } catch (IOException e) {
            Say.error("Stopped before the server could be reached: " + e);
            return false;
        }
    }

    private boolean deliver(Undelivered undelivered) throws IOException, InterruptedException {
        for (var entry : undelivered.all()) {
            if (!new Delivery(server, entry).run(this::isStopped)) {
                return false;
            }
        }
        for (var left : Folders.list(undelivered.jobs())) {
            Folders.delete(left);
        }
        return true;
    }

    private void work(Path jobs, Undelivered undelivered) throws InterruptedException {
        var artifacts = new FetchedArtifacts(options.work().resolve("artifacts"));
        var executors =
                IntStream.range(0, options.executors())
                        .mapToObj(number -> executor(number, jobs, artifacts, undelivered))
                        .toList();
        var threads = executors.stream().map(Agent::start).toList();
        stop.await();
        executors.forEach(Executor::stop);
        for (var thread : threads) {
            thread.join();
        }
    }

    private Executor executor(
            int number, Path jobs, FetchedArtifacts artifacts, Undelivered undelivered) {
        Runnable sessionLost =
                () -> {
                    exitCode = BROKEN;
                    stop();
                };
        Runnable afterOne = options.once() ? this::stop : null;
        return new Executor(
                number, server, handlers, jobs, artifacts, undelivered, sessionLost, afterOne);
    }

    private static Thread start(Executor executor) {
        return Thread.ofPlatform().name("executor").start(executor);
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }
}
