package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.NagiosCommands;
import dev.fairlead.protocol.Outcome.CommandsWritten;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Writes to Nagios's command file. It is a FIFO: an ordinary write would wait for as long as Nagios
 * is down, and what is written while nobody reads is lost. So {@code dd} opens it without waiting,
 * which fails when nobody reads, and writes whole lines in pieces that the kernel keeps together.
 */
final class NagiosFile {
    private static final int MOST = 1_000;
    private static final int LONGEST = 1_000;

    /** The kernel writes so much at once or not at all (PIPE_BUF). */
    private static final int PIECE = 4_096;

    private static final int PATIENCE_SECONDS = 5;
    private static final int FIFO = 0010000;
    private static final int KINDS = 0170000;
    private static final Pattern COMMAND =
            Pattern.compile(
                    "\\[\\d{1,12}] (SCHEDULE_HOST_DOWNTIME|SCHEDULE_HOST_SVC_DOWNTIME"
                            + "|DEL_DOWNTIME_BY_HOST_NAME|ADD_HOST_COMMENT"
                            + "|SAVE_STATE_INFORMATION)(;\\P{Cntrl}*)?");

    private NagiosFile() {}

    static CommandsWritten write(NagiosCommands spec, HostJob job)
            throws IOException, InterruptedException {
        var file = Path.of(spec.file());
        refuseOthers(spec.commands());
        if (!isFifo(file)) {
            throw new IOException(
                    file
                            + " is no command file on the agent's machine. Nagios makes it when it"
                            + " runs with check_external_commands=1.");
        }
        for (var piece : pieces(spec.commands())) {
            write(file, piece);
        }
        for (var command : spec.commands()) {
            job.say(command);
        }
        return new CommandsWritten("", spec.commands().size());
    }

    /** The server makes nothing else; what a FIFO's reader does is not for others to choose. */
    private static void refuseOthers(List<String> commands) throws IOException {
        if (commands.size() > MOST) {
            throw new IOException(
                    "commands: at most %d are written at once, were %d."
                            .formatted(MOST, commands.size()));
        }
        for (var command : commands) {
            if (command.length() > LONGEST || !COMMAND.matcher(command).matches()) {
                throw new IOException("This is a bug: not a command for Nagios: " + command);
            }
        }
    }

    private static boolean isFifo(Path file) {
        try {
            return ((int) Files.getAttribute(file, "unix:mode") & KINDS) == FIFO;
        } catch (IOException _) {
            return false;
        }
    }

    static List<String> pieces(List<String> commands) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        var length = 0;
        for (var command : commands) {
            var bytes = command.getBytes(StandardCharsets.UTF_8).length + 1;
            if (length + bytes > PIECE) {
                pieces.add(piece.toString());
                piece.setLength(0);
                length = 0;
            }
            piece.append(command).append('\n');
            length += bytes;
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static void write(Path file, String piece) throws IOException, InterruptedException {
        var dd =
                new ProcessBuilder(
                                "dd",
                                "of=" + file,
                                "oflag=nonblock",
                                "conv=nocreat,notrunc",
                                "bs=" + PIECE,
                                "status=none")
                        .redirectErrorStream(true)
                        .start();
        try (var in = dd.getOutputStream()) {
            in.write(piece.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It ended before it read, and says why.
        }
        if (!dd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            dd.destroyForcibly();
            throw new IOException(
                    "Nagios did not take its commands within %d s.".formatted(PATIENCE_SECONDS));
        }
        if (dd.exitValue() != 0) {
            var said = new String(dd.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8);
            throw new IOException(
                    said.contains("No such device")
                            ? "Nagios does not read " + file + ": it is not running."
                            : "Nagios's command file took nothing: " + said.strip());
        }
    }
}
