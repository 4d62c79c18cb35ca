package dev.fairlead.agent.play;

import dev.fairlead.agent.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The connections that Ansible's ssh keeps open, ended with their play. */
final class SshMasters {
    private static final int PATIENCE_SECONDS = 2;

    private SshMasters() {}

    static void end(Path sockets) throws IOException, InterruptedException {
        for (var socket : Folders.list(sockets)) {
            var exit =
                    new ProcessBuilder(
                                    "ssh",
                                    "-F",
                                    "/dev/null",
                                    "-O",
                                    "exit",
                                    "-S",
                                    socket.toString(),
                                    "x")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!exit.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                exit.destroyForcibly(); // it ends by itself, 20 s after its last use
            }
        }
    }
}
