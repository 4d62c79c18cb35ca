package dev.fairlead.agent.host;

import dev.fairlead.protocol.Balancer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;

/**
 * HAProxy's runtime API, over a unix socket or TCP, from this machine or through a connection: one
 * command line for each stream, and a bounded answer in time.
 */
final class RuntimeSocket {
    static final int LONGEST_ANSWER = 1 << 20;
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Balancer balancer;
    private final HostJob job;

    /**
     * @param job whose keys open the way to the balancer
     */
    RuntimeSocket(Balancer balancer, HostJob job) {
        this.balancer = balancer;
        this.job = job;
    }

    /** A way to the runtime API on which nothing was said yet. */
    interface Stream extends AutoCloseable {
        String ask(String line) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Asks something that changes nothing. */
    String ask(String question) throws IOException {
        return exchange(question, true);
    }

    /**
     * Gives a command. It has no fence, so it is given only while the lease holds, once there is a
     * stream: to get one may have taken longer than the lease.
     */
    String tell(String command) throws IOException {
        return exchange(command, false);
    }

    private String exchange(String line, boolean harmless) throws IOException {
        if (line.chars().anyMatch(c -> c < ' ' || c == ';')) {
            throw new IllegalArgumentException("This is a bug: a command of more than one line");
        }
        try (var stream = open()) {
            if (!harmless && !job.holds()) {
                throw new IOException("the job is no longer ours, and it was told nothing");
            }
            return stream.ask(line + "\n");
        } catch (IOException e) {
            throw new IOException(
                    "Balancer %s did not answer at %s: %s."
                            .formatted(balancer.name(), balancer.place(), why(e)),
                    e);
        }
    }

    private Stream open() throws IOException {
        var through = balancer.through();
        return through == null
                ? DirectStream.to(balancer.at())
                : ThroughStream.to(balancer.at(), through, job.connection(through));
    }

    /** A reason within a sentence. */
    static String why(IOException e) {
        return (e instanceof FileSystemException ? e.toString() : String.valueOf(e.getMessage()))
                .replaceAll("\\.$", "");
    }
}
