package dev.fairlead.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead demo}. */
@Command(
        name = "fairlead demo",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a real change from its issue to production: a server, git, builds, a release,"
                    + " staging, and a rolling deployment over three hosts behind HAProxy, under"
                    + " load. Then leaves it all running for you."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--exit", description = "End after the story; 0 only if all of it held.")
    boolean exit;

    @Option(names = "--fresh", description = "Forget the last demo and tell the story anew.")
    boolean fresh;

    @Option(
            names = "--data",
            description = "The demo's folder (default: ${DEFAULT-VALUE}).",
            defaultValue = ".fairlead/demo")
    Path data = Path.of(".fairlead", "demo");

    @Option(
            names = "--port",
            description = "The server's port (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    int port;

    @Option(
            names = "--cluster-port",
            description = {
                "HAProxy's port; the four ports after it are the hosts'"
                        + " (default: ${DEFAULT-VALUE})."
            },
            defaultValue = "8090")
    int clusterPort;

    static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var terminal = Terminal.ofThisProcess();
        var home = data.toAbsolutePath().normalize();
        Files.createDirectories(home);
        try (var channel =
                        FileChannel.open(
                                home.resolveSibling(home.getFileName() + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                terminal.failed(
                        "A demo is already running on %s. Stop it with Ctrl-C in its terminal, or choose another --data, --port and --cluster-port."
                                .formatted(home));
                return 1;
            }
            return play(home, terminal);
        } catch (StoryFailed e) {
            terminal.failed(e.sentence());
            return 1;
        }
    }

    private int play(Path home, Terminal terminal) throws IOException {
        var told = home.resolve("story-told");
        var again = Files.exists(told) && !fresh && !exit;
        if (!again) {
            Stage.delete(home);
            Files.createDirectories(home);
        }
        refuseBusyPorts(home);
        terminal.say(terminal.bold("Fairlead demo") + " in " + home);
        terminal.say("starting the server, its database, its agents and HAProxy");
        var stage = Stage.open(home, port, clusterPort);
        var stop = new Thread(stage::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        if (again) {
            terminal.say(
                    "The story was told before: this is where it ended. (--fresh tells it anew.)");
        } else {
            var load = new Story(stage, terminal).tell();
            load.close();
            terminal.say("");
            terminal.say("served %,d, %d failed".formatted(load.served(), load.failed()));
            Files.createFile(told);
        }
        if (!exit) {
            new Farewell(stage, terminal).say();
            keepServing(stage, terminal);
        }
        return 0;
    }

    private void refuseBusyPorts(Path home) {
        if (Cluster.busy(port)) {
            throw new StoryFailed(
                    "Port %d is taken. Stop what listens there, or choose another with --port."
                            .formatted(port));
        }
        var busy = new Cluster(home.resolve("cluster"), clusterPort).busyPorts();
        if (!busy.isEmpty()) {
            throw new StoryFailed(
                    "Ports %s are taken. Stop what listens there, or choose others with --cluster-port."
                            .formatted(busy));
        }
    }

    private static void keepServing(Stage stage, Terminal terminal) throws IOException {
        try {
            stage.keepServing(terminal);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
