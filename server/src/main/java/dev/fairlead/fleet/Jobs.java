package dev.fairlead.fleet;

import dev.fairlead.protocol.JobSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The queue that agents claim from. */
@Component
public class Jobs {
    /** The pool that builds branches and releases. */
    public static final String BUILD_POOL = "default";

    /** The pool that touches hosts. */
    public static final String DEPLOY_POOL = "deploy";

    /**
     * Queues a job in the current transaction; agents are woken after the commit.
     *
     * @param wantedAgent the one agent that may run it, or null for any of the pool
     * @param priority higher goes first; deployments 20, releases 10, builds 0
     * @param provision what its agent may fetch
     * @throws dev.fairlead.problem.Problem 429 when the queue is full
     */
    public long queue(
            String pool,
            @Nullable String wantedAgent,
            int priority,
            JobSpec spec,
            Provision provision) {
        throw new UnsupportedOperationException();
    }

    public Job get(long id) {
        throw new UnsupportedOperationException();
    }

    /** Asks for an end: a queued job ends now, a running one when its agent has killed it. */
    public void cancel(long id, String why) {
        throw new UnsupportedOperationException();
    }

    /** Why a queued job waits, in a sentence; empty when nothing but its turn. */
    public String whyWaiting(long id) {
        throw new UnsupportedOperationException();
    }

    /** A part of a log: lines from {@code firstLine} (0-based), at most {@code limit} of them. */
    public LogPart log(long id, long firstLine, int limit) {
        throw new UnsupportedOperationException();
    }

    /** The whole log as text. */
    public void writeLog(long id, OutputStream out) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The signal topic raised when lines of this job's log arrive, and when it ends. */
    public static String logTopic(long id) {
        return "log:" + id;
    }

    /**
     * Lines of a log.
     *
     * @param lines the text of each, without its end
     * @param next the line to ask for next
     * @param complete whether the log has ended and holds nothing after {@code next}
     */
    public record LogPart(long firstLine, List<String> lines, long next, boolean complete) {}
}
