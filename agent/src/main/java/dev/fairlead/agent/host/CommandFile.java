package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.agent.ssh.ConnectionLostException;
import dev.fairlead.agent.ssh.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A FIFO into which pieces of whole lines are written, each as a whole or not at all. {@code dd}
 * opens it without waiting, which fails when nobody reads.
 */
interface CommandFile {
    /** The kernel writes so much at once or not at all (PIPE_BUF). */
    int PIECE = 4_096;

    void write(String piece) throws IOException, InterruptedException;

    /** On this machine. */
    record Here(Path file) implements CommandFile {
        private static final int PATIENCE_SECONDS = 5;
        private static final int FIFO = 0010000;
        private static final int KINDS = 0170000;

        @Override
        public void write(String piece) throws IOException, InterruptedException {
            if (!isFifo()) {
                throw none(file.toString(), "on the agent's machine");
            }
            var command =
                    new ProcessBuilder(
                                    "dd",
                                    "of=" + file,
                                    "oflag=nonblock",
                                    "conv=nocreat,notrunc",
                                    "bs=" + PIECE,
                                    "status=none")
                            .redirectErrorStream(true);
            command.environment().put("LC_ALL", "C"); // its words are understood below
            var dd = command.start();
            try (var in = dd.getOutputStream()) {
                in.write(piece.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It ended before it read, and says why.
            }
            if (!dd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                dd.destroyForcibly();
                throw new IOException(
                        "Nagios did not take its commands within %d s."
                                .formatted(PATIENCE_SECONDS));
            }
            if (dd.exitValue() != 0) {
                var said =
                        new String(dd.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8);
                throw refusal(file.toString(), said);
            }
        }

        private boolean isFifo() {
            try {
                return ((int) Files.getAttribute(file, "unix:mode") & KINDS) == FIFO;
            } catch (IOException _) {
                return false;
            }
        }
    }

    /** At the other end of a connection. */
    record There(String path, Connection connection) implements CommandFile {
        /** What was written twice because an answer was lost is ended by one comment, too. */
        @Override
        public void write(String piece) throws IOException, InterruptedException {
            try {
                send(piece.getBytes(StandardCharsets.UTF_8));
            } catch (ConnectionLostException _) { // one that was kept may have died unseen
                send(piece.getBytes(StandardCharsets.UTF_8));
            }
        }

        private void send(byte[] piece) throws IOException, InterruptedException {
            var answer =
                    connection.briefly(shell -> {
                        shell.ask(Request.of("pipe").line(path).line(piece.length));
                        shell.send(new ByteArrayInputStream(piece));
                        return String.join(" ", new Answer(shell).rest());
                    });
            if (answer.equals("none")) {
                throw none(path, "at the other end of the connection");
            }
            if (!answer.equals("written")) {
                throw refusal(path, answer);
            }
        }
    }

    private static IOException none(String file, String where) {
        return new IOException(
                "%s is no command file %s. Nagios makes it when it runs with check_external_commands=1."
                        .formatted(file, where));
    }

    /** What {@code dd} said, for people. */
    static IOException refusal(String file, String said) {
        if (said.contains("No such device")) {
            return new IOException("Nagios does not read " + file + ": it is not running.");
        }
        if (said.contains("temporarily unavailable")) {
            return new IOException(
                    "Nagios does not read %s: it is full, and nothing more was written. Is Nagios stopped?"
                            .formatted(file));
        }
        return new IOException("Nagios's command file took nothing: " + said.strip());
    }
}
