package dev.fairlead;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the JVMs that test one work tree share is made by one of them while the others wait. */
public final class OneAtATime {
    private OneAtATime() {}

    /** Makes or looks for what shall be there once. */
    public interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** The lock is the kernel's, so that nobody waits for a JVM that was killed. */
    public static synchronized <T> T run(Path lock, Work<T> work)
            throws IOException, InterruptedException {
        Files.createDirectories(lock.getParent());
        try (var channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            return work.run();
        }
    }
}
