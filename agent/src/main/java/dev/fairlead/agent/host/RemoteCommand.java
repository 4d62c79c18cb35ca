package dev.fairlead.agent.host;

import dev.fairlead.agent.Exports;
import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.agent.ssh.RemoteShell;
import dev.fairlead.agent.ssh.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One command under the wrapper at the other end of a connection. Its end comes as the answer to
 * the request that began it. When the connection is lost in between, the command goes on, and its
 * end is looked up in the host's journal on the next connection.
 */
final class RemoteCommand {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration AGAIN = Duration.ofMillis(200);

    /** How long a host may stay away before somebody else is asked what to do. */
    private static final Duration AWAY = Duration.ofSeconds(60);

    private static final int PATIENCE_SECONDS = 2;
    private static final int CHUNK = 16 * 1024;
    private static final long LOG_LIMIT = 4 << 20;

    private final String folder;
    private final HostCommand command;
    private final Connection connection;
    private final HostJob job;
    private final String secret;
    private long passedOn;

    /** What the wrapper said, and how the journal says that it stands. */
    private record Stand(String answer, String state) {
        Optional<CommandEnd> end() {
            if (answer.startsWith("refused") || answer.startsWith("busy")) {
                return Optional.of(CommandEnd.of(answer, -1));
            }
            if (state.startsWith("end ")) {
                return Optional.of(CommandEnd.ran(Integer.parseInt(state.substring(4))));
            }
            return state.equals("gone") ? Optional.of(CommandEnd.ran(-1)) : Optional.empty();
        }
    }

    /**
     * Makes the host refuse a fence and end what a command left that was killed, and answers what
     * the wrapper said.
     */
    interface Barring {
        String bar(long fence) throws IOException, InterruptedException;
    }

    RemoteCommand(String folder, HostCommand command, Connection connection, HostJob job) {
        this.folder = folder;
        this.command = command;
        this.connection = connection;
        this.job = job;
        this.secret = job.secrets().isEmpty() ? "no" : "yes";
    }

    /** Runs it; nothing when its wrapper was killed and the command still runs. */
    Optional<CommandEnd> run(RemoteShell shell, String wrapper)
            throws IOException, InterruptedException {
        shell.ask(request(wrapper));
        var deadline = System.nanoTime() + AWAY.plusSeconds(command.timeoutSeconds()).toNanos();
        return read(shell, deadline, true).end();
    }

    private Request request(String wrapper) {
        var request =
                Request.of("run")
                        .line(folder)
                        .line(wrapper)
                        .line(command.verb())
                        .line(job.fence())
                        .line(command.step())
                        .line(command.timeoutSeconds())
                        .line(PATIENCE_SECONDS)
                        .line(secret)
                        .text(command.line());
        if (secret.equals("yes")) {
            request.text(new String(Exports.of(job.secrets()), StandardCharsets.UTF_8).strip());
        }
        request.line(command.environment().size());
        command.environment().forEach((name, value) -> request.line(variable(name)).text(value));
        return request;
    }

    private static String variable(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,200}") || name.startsWith("fl_")) {
            throw new IllegalArgumentException(
                    "a variable's name is letters, digits and _ and does not begin with fl_, was \""
                            + name
                            + "\"");
        }
        return name;
    }

    private Stand read(RemoteShell shell, long deadline, boolean live)
            throws IOException, InterruptedException {
        var stand = new Stand("", "none");
        var answer = new Answer(shell);
        while (true) {
            var line = next(shell, answer, deadline, live);
            var value = line.substring(line.indexOf(' ') + 1);
            switch (line.split(" ", 2)[0]) {
                case "answer" -> stand = new Stand(value.strip(), stand.state());
                case "state" -> stand = new Stand(stand.answer(), value);
                case "output" -> output(shell, Long.parseLong(value), live ? 0 : passedOn);
                case "over" -> {
                    answer.requireWrapper();
                    return stand;
                }
                default -> {}
            }
        }
    }

    /** Waits for a line; while none comes, the job's log gets what the command has said so far. */
    private String next(RemoteShell shell, Answer answer, long deadline, boolean live)
            throws IOException, InterruptedException {
        while (true) {
            var line = answer.poll(LOOK);
            if (line != null) {
                return line;
            }
            if (System.nanoTime() > deadline) {
                throw shell.lost(new IOException("no answer in time"));
            }
            requireOurs();
            if (live) {
                peek();
            }
        }
    }

    private void peek() throws InterruptedException {
        try {
            look();
        } catch (IOException _) {
            // The command's own connection will tell.
        }
    }

    private Stand look() throws IOException, InterruptedException {
        return connection.briefly(shell -> {
            shell.ask(
                    Request.of("look").line(folder).line(job.fence()).line(passedOn).line(secret));
            return read(shell, System.nanoTime() + AWAY.toNanos(), false);
        });
    }

    /** Passes on what was not yet, of output that begins at an offset. */
    private void output(RemoteShell shell, long length, long offset)
            throws IOException, InterruptedException {
        var at = offset;
        for (var left = length; left > 0; ) {
            var bytes = shell.bytes((int) Math.min(CHUNK, left), AWAY);
            left -= bytes.length;
            pass(bytes, at);
            at += bytes.length;
        }
    }

    private void pass(byte[] bytes, long at) throws IOException {
        var known = Math.clamp(passedOn - at, 0, bytes.length);
        if (known == bytes.length || passedOn > LOG_LIMIT) {
            return;
        }
        var fresh = Arrays.copyOfRange(bytes, known, bytes.length);
        job.output(fresh, fresh.length);
        passedOn += fresh.length;
        if (passedOn > LOG_LIMIT) {
            job.say("The rest is not shown: a step passes on 4 MB of output.");
        }
    }

    /**
     * Finds out how a command ended whose answer never came. One that the journal does not name is
     * barred, so that it cannot begin later.
     */
    CommandEnd find(Barring barring, String why) throws InterruptedException, IOException {
        var deadline = System.nanoTime() + AWAY.plusSeconds(command.timeoutSeconds()).toNanos();
        var away = System.nanoTime() + AWAY.toNanos();
        var last = why;
        while (System.nanoTime() < Math.min(deadline, away)) {
            requireOurs();
            try {
                var stand = look();
                if (stand.end().isPresent()) {
                    return stand.end().get();
                }
                if (stand.state().equals("none")) {
                    var barred = barring.bar(job.fence());
                    if (barred.isEmpty()) {
                        return CommandEnd.of(CommandEnd.Kind.NOT_RUN);
                    }
                    if (!barred.equals("busy") && !barred.equals("refused " + job.fence())) {
                        return CommandEnd.of(CommandEnd.Kind.REFUSED);
                    }
                }
                if (stand.state().equals("left") && !barring.bar(job.fence()).equals("busy")) {
                    return look().end().orElse(CommandEnd.ran(-1));
                }
                away = System.nanoTime() + AWAY.toNanos();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
        }
        return CommandEnd.unknown(last);
    }

    private void requireOurs() throws IOException {
        if (job.cancelled()) {
            throw new IOException("The job is no longer ours; its command goes on on the host.");
        }
    }
}
