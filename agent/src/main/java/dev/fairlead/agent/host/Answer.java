package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.ConnectionLostException;
import dev.fairlead.agent.ssh.FileDigests.Read;
import dev.fairlead.agent.ssh.RemoteShell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what {@code remote.sh} answers to one request. */
final class Answer {
    /** A host may have to read large files to answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int MOST_LINES = 5000;

    /** Of how a file lies: five numbers and the name of a start. */
    private static final int LONGEST = 300;

    private final RemoteShell shell;
    private final Told told = new Told();
    private boolean noWrapper;

    Answer(RemoteShell shell) {
        this.shell = shell;
    }

    /** The next line; "over" at the end. */
    String next() throws IOException, InterruptedException {
        var line = poll(PATIENCE);
        if (line == null) {
            throw shell.lost(new IOException("no answer within " + PATIENCE.toSeconds() + " s"));
        }
        return line;
    }

    /** The same, or null when none came in that time. */
    @Nullable String poll(Duration patience) throws IOException, InterruptedException {
        var line = shell.line(patience);
        if (line == null) {
            return null;
        }
        if (line.startsWith("failed ")) {
            var sentence = line.substring("failed ".length()).strip();
            toEnd();
            throw new IOException(sentence);
        }
        noWrapper |= line.equals("wrapper");
        return line;
    }

    /** The lines up to the end. */
    List<String> rest() throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        for (var line = next(); !line.equals("over"); line = next()) {
            if (lines.size() >= MOST_LINES) {
                throw new IOException("an answer of more than " + MOST_LINES + " lines");
            }
            lines.add(line);
        }
        requireWrapper();
        return lines;
    }

    /** At its end: whether the request could be done at all. */
    void requireWrapper() throws NoWrapperException {
        if (noWrapper) {
            throw new NoWrapperException();
        }
    }

    /** What the wrapper said; empty when it did what it was asked. */
    String wrapper() throws IOException, InterruptedException {
        return rest().stream()
                .filter(line -> line.startsWith("answer"))
                .map(line -> line.substring("answer".length()).strip())
                .findFirst()
                .orElse("busy");
    }

    /** Throws what the host gave as its reason, where it gave one before it closed. */
    void failure() throws IOException, InterruptedException {
        try {
            rest();
        } catch (ConnectionLostException _) {
            // It gave none.
        }
    }

    private void toEnd() throws InterruptedException {
        try {
            rest();
        } catch (IOException _) {
            // It closed; that is as good.
        }
    }

    /**
     * @param known of the file that is asked for, as the request said; null for nothing
     */
    Home.Truth truth(String folder, Home.Question question, @Nullable Read known)
            throws IOException, InterruptedException {
        var journal = new ArrayList<String>();
        for (var line : rest()) {
            var value = line.substring(Math.min(line.length(), line.indexOf(' ') + 1));
            switch (line.split(" ", 2)[0]) {
                case "journal" -> journal.add(value);
                case "answer" -> told.atWork = value.startsWith("busy");
                case "underway" -> told.underWay = true;
                case "nofolder" -> told.note = "There is no folder " + folder + ".";
                case "nofile" ->
                        told.note = "There is no file " + folder + "/" + question.file() + ".";
                case "leads" -> told.note = leads(folder, question, value);
                case "path" -> told.path = value;
                case "lies" -> told.lies = value;
                case "sha256" ->
                        told.sha256 =
                                known != null && value.equals("same") ? known.sha256() : value;
                case "holder" -> told.started = started(value);
                default -> {}
            }
        }
        return new Home.Truth(
                told.atWork,
                Journal.parse(journal),
                told.underWay,
                told.file(folder, question),
                told.started);
    }

    /** What it told of a file that may be remembered. */
    Optional<Read> read() {
        var sha256 = told.digest();
        return told.lies == null || told.lies.length() > LONGEST || sha256 == null
                ? Optional.empty()
                : Optional.of(new Read(told.lies, sha256));
    }

    private static String leads(String folder, Home.Question question, String to) {
        return "%s/%s leads out of the folder, to %s.".formatted(folder, question.file(), to);
    }

    /** From ticks since the start of the machine, that start, and ticks in a second. */
    private static Instant started(String value) {
        var words = value.split(" ");
        var ticks = Long.parseLong(words[0]);
        var second = Long.parseLong(words[2]);
        return Instant.ofEpochSecond(Long.parseLong(words[1]) + ticks / second)
                .plusMillis(ticks % second * 1000 / second);
    }

    private static final class Told {
        boolean atWork;
        boolean underWay;
        String note = "";
        @Nullable String path;
        @Nullable String lies;
        @Nullable String sha256;
        @Nullable Instant started;

        /** Null for none, and for what is none. */
        @Nullable String digest() {
            return sha256 != null && sha256.matches("[0-9a-f]{64}") ? sha256 : null;
        }

        InstalledFile file(String folder, Home.Question question) {
            if (path != null && digest() != null) {
                return new InstalledFile(Path.of(path), sha256, "");
            }
            return InstalledFile.none(
                    note.isEmpty()
                            ? InstalledFile.notFound(
                                    folder, question.file() == null ? question.sha256() : null)
                            : note);
        }
    }
}
