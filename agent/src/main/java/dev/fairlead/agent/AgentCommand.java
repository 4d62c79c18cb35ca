package dev.fairlead.agent;

import dev.fairlead.agent.build.BuildHandler;
import dev.fairlead.agent.build.Isolation;
import dev.fairlead.agent.host.HostHandlers;
import dev.fairlead.agent.limit.Guards;
import dev.fairlead.agent.play.PlayHandler;
import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fairlead agent}: reads the options and runs the {@link Agent} until it is told to end. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Runs builds or deployment steps that a Fairlead server hands out.",
        footer = {
            "",
            "FAIRLEAD_AGENT_TOKEN holds the token of the pool to work for. The server keeps those of",
            "two pools in its data folder: agents/default.token, agents/deploy.token. It is needed",
            "once; then the server knows the agent by the identity in its work folder.",
            "",
            "Exit code 75 says that the server does not understand an agent so old: unpack the",
            "server's distribution here, then start it again."
        })
public final class AgentCommand implements Callable<Integer> {
    @Option(
            names = "--url",
            defaultValue = "${env:FAIRLEAD_URL:-http://127.0.0.1:8080}",
            description = "The server's address (FAIRLEAD_URL; ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--name",
            defaultValue = "${env:FAIRLEAD_AGENT_NAME}",
            description = "Unique in the pool (FAIRLEAD_AGENT_NAME; the host's name).")
    private @Nullable String name;

    @Option(
            names = "--work",
            defaultValue = "${env:FAIRLEAD_AGENT_WORK:-.fairlead-agent}",
            description = "Folder for workspaces and caches, made if missing (${DEFAULT-VALUE}).")
    private Path work = Path.of(".fairlead-agent");

    @Option(
            names = "--executors",
            defaultValue = "2",
            description = "Jobs at once (${DEFAULT-VALUE}).")
    private int executors = 2;

    @Option(
            names = "--label",
            split = ",",
            paramLabel = "LABEL",
            defaultValue = "${env:FAIRLEAD_AGENT_LABELS}",
            description =
                    "What plans may ask for, such as arm64; may be given several times"
                            + " (FAIRLEAD_AGENT_LABELS, with commas between).")
    private @Nullable List<String> labels;

    @Option(
            names = "--hide",
            paramLabel = "FOLDER",
            description = "A folder that builds must not see; may be given several times.")
    private List<Path> hidden = List.of();

    @Option(
            names = "--isolation",
            paramLabel = "HOW",
            defaultValue = "${env:FAIRLEAD_AGENT_ISOLATION:-bubblewrap}",
            description = "${COMPLETION-CANDIDATES} (FAIRLEAD_AGENT_ISOLATION; ${DEFAULT-VALUE}).")
    private Isolation.Mode mode = Isolation.Mode.BUBBLEWRAP;

    @Option(
            names = "--engine-option",
            paramLabel = "OPTION",
            description = "A further option of podman run or docker run; several times.")
    private List<String> engineOptions = List.of();

    @Option(
            names = "--memory",
            paramLabel = "MB",
            defaultValue = "${env:FAIRLEAD_AGENT_MEMORY:-4096}",
            description = "Memory of one build job (FAIRLEAD_AGENT_MEMORY; ${DEFAULT-VALUE}).")
    private int memory = Guards.USUAL.memory();

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "${env:FAIRLEAD_AGENT_PROCESSES:-1024}",
            description =
                    "Processes and threads of one job (FAIRLEAD_AGENT_PROCESSES; ${DEFAULT-VALUE}).")
    private int processes = Guards.USUAL.processes();

    @Option(
            names = "--disk",
            paramLabel = "MB",
            defaultValue = "${env:FAIRLEAD_AGENT_DISK:-10240}",
            description = "Disk that one job writes (FAIRLEAD_AGENT_DISK; ${DEFAULT-VALUE}).")
    private int disk = Guards.USUAL.disk();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            defaultValue = "${env:FAIRLEAD_AGENT_TRUST}",
            description =
                    "PEM file of the only certificates to take for the server's"
                            + " (FAIRLEAD_AGENT_TRUST; those that the system trusts).")
    private @Nullable Path trust;

    @Option(
            names = "--once",
            description = "Do one job and end, for an agent that is started for that job alone.")
    private boolean once;

    @Option(
            names = "--until-input-ends",
            description = "End when standard input does: whoever started this agent is gone.")
    private boolean untilInputEnds;

    static void main(String[] arguments) {
        System.exit(
                new CommandLine(new AgentCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var token = Objects.requireNonNullElse(System.getenv("FAIRLEAD_AGENT_TOKEN"), "").strip();
        var folder = Files.createDirectories(work).toRealPath();
        var identity = once ? Identity.takenFrom(folder) : Identity.in(folder);
        if (token.isEmpty() && identity.fresh()) {
            Say.error("Set FAIRLEAD_AGENT_TOKEN to the token of a pool.");
            return CommandLine.ExitCode.USAGE;
        }
        var isolation = Isolation.of(mode, folder, hidden, engineOptions);
        var guards = Guards.of(limits(), folder);
        var handlers =
                new Handlers()
                        .with(JobSpec.RunBuild.class, new BuildHandler(folder, isolation, guards))
                        .with(JobSpec.RunHostStep.class, HostHandlers.steps())
                        .with(JobSpec.ObserveHost.class, HostHandlers.questions())
                        .with(JobSpec.MoveServer.class, HostHandlers.moves())
                        .with(JobSpec.TryHost.class, HostHandlers.trials())
                        .with(JobSpec.RunPlay.class, new PlayHandler(folder))
                        .with(JobSpec.CheckHost.class, HostHandlers.checks())
                        .with(JobSpec.LookAtBalancers.class, HostHandlers.looks());
        var options = new Agent.Options(name(), Facts.version(), executors, folder, labels(), once);
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        var facts = Facts.gather(isolation, guards);
        var tools = new TreeMap<>(Tools.on(path));
        tools.putAll(isolation.offers());
        var machine = new Agent.Machine(facts, tools, isolation.trouble());
        var server = new ServerLink(url, trust);
        var introduction = new Introduction(identity, token);
        return run(new Agent(options, server, introduction, handlers, machine), guards);
    }

    private int run(Agent agent, Guards guards) throws IOException, InterruptedException {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, ended)));
        if (untilInputEnds) {
            Thread.ofPlatform().daemon().start(() -> awaitInputEnd(agent));
        }
        try (guards) {
            return agent.run();
        } finally {
            ended.countDown();
        }
    }

    private static void stop(Agent agent, CountDownLatch ended) {
        agent.stop();
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitInputEnd(Agent agent) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said on it; its end is what counts.
            }
        } catch (IOException _) {
            // As good as its end.
        }
        agent.stop();
    }

    private List<String> labels() {
        return labels == null
                ? List.of()
                : labels.stream().map(String::strip).filter(label -> !label.isEmpty()).toList();
    }

    /** A limit of nothing would let no job begin. */
    private Bounds limits() {
        return new Bounds(Math.max(16, memory), Math.max(8, processes), Math.max(1, disk));
    }

    private String name() throws IOException {
        return name == null || name.isBlank() ? InetAddress.getLocalHost().getHostName() : name;
    }
}
