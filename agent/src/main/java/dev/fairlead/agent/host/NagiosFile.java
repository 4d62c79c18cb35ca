package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.NagiosCommands;
import dev.fairlead.protocol.Outcome.CommandsWritten;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes to Nagios's command file. It is a FIFO: an ordinary write would wait for as long as Nagios
 * is down, and what is written while nobody reads is lost. So it is opened without waiting, and
 * whole lines are written in pieces that the kernel keeps together.
 */
final class NagiosFile {
    private static final int MOST = 1_000;
    private static final int LONGEST = 1_000;

    private static final Pattern COMMAND =
            Pattern.compile(
                    "\\[\\d{1,12}] (SCHEDULE_HOST_DOWNTIME|SCHEDULE_HOST_SVC_DOWNTIME"
                            + "|DEL_DOWNTIME_BY_HOST_NAME|ADD_HOST_COMMENT"
                            + "|SAVE_STATE_INFORMATION)(;\\P{Cntrl}*)?");

    private NagiosFile() {}

    static CommandsWritten write(NagiosCommands spec, HostJob job)
            throws IOException, InterruptedException {
        refuseOthers(spec.commands());
        var way = spec.reach();
        var file =
                way == null
                        ? new CommandFile.Here(Path.of(spec.file()))
                        : new CommandFile.There(spec.file(), job.connection(way));
        for (var piece : pieces(spec.commands())) {
            file.write(piece);
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

    static List<String> pieces(List<String> commands) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        var length = 0;
        for (var command : commands) {
            var bytes = command.getBytes(StandardCharsets.UTF_8).length + 1;
            if (length + bytes > CommandFile.PIECE) {
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
}
