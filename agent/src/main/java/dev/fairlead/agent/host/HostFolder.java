package dev.fairlead.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A host's working folder and what Fairlead keeps in it. */
record HostFolder(Path path) {
    private static final String SCRIPT = "fenced.sh";

    static HostFolder of(String folder) {
        var path = Path.of(folder);
        if (!path.isAbsolute() || !path.equals(path.normalize())) {
            throw new IllegalArgumentException(
                    "folder: must be absolute and without \"..\", was \"" + folder + "\"");
        }
        return new HostFolder(path);
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    Path own() {
        return path.resolve(".fairlead");
    }

    Path script() {
        return own().resolve(SCRIPT);
    }

    Path logs() {
        return own().resolve("log");
    }

    Path artifacts() {
        return own().resolve("artifacts");
    }

    Journal journal() {
        return Journal.read(own().resolve("journal"));
    }

    /**
     * Whether a command is still running, or was killed and something of it still runs, which only
     * the last one can have left. As {@code processes.sh} tells it.
     */
    boolean underWay(Journal.Entry entry) {
        return entry.led()
                || (entry.exitCode() == null
                        && begunInThisBoot()
                        && journal().last().equals(Optional.of(entry))
                        && Processes.sessionLives(entry.pid(), entry.startTicks()));
    }

    /** Process ids are given anew when the machine, or the container, is started again. */
    private boolean begunInThisBoot() {
        try {
            return Files.readString(own().resolve("boot")).strip().equals(Processes.boot());
        } catch (IOException _) {
            return false;
        }
    }

    /** Makes the folder where it is missing, and puts the wrapper of this agent's version there. */
    HostFolder prepare() throws IOException {
        Files.createDirectories(path);
        if (!Files.isDirectory(own())) {
            var mine = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(own(), PosixFilePermissions.asFileAttribute(mine));
        }
        Files.createDirectories(logs());
        Files.createDirectories(artifacts());
        var wanted = new String(Scripts.wrapper(), StandardCharsets.UTF_8);
        if (!Files.exists(script()) || !Files.readString(script()).equals(wanted)) {
            var fresh = Files.createTempFile(own(), SCRIPT, ".new");
            Files.writeString(fresh, wanted);
            Files.move(fresh, script(), StandardCopyOption.ATOMIC_MOVE);
        }
        return this;
    }
}
