package dev.fairlead.agent.limit;

import dev.fairlead.agent.Launcher;
import dev.fairlead.agent.Watch;
import dev.fairlead.agent.limit.Hierarchy.Bound;
import dev.fairlead.protocol.Bounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds one job to its limits. Its groups do where there are some; the watch looks in either case,
 * because a job that is refused more would otherwise go on without end.
 */
public final class Guard implements Watch, AutoCloseable {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private final Allowance allowance;
    private final JobGroup group;
    private final DiskMeter disk;
    private final Runnable ended;
    private @Nullable Process shell;
    private volatile boolean diskFull;

    /**
     * @param shell that waits in the groups; null for none
     * @param ended to be told when nothing of the job is left
     */
    Guard(
            Allowance allowance,
            JobGroup group,
            @Nullable Process shell,
            DiskMeter disk,
            Runnable ended) {
        this.allowance = allowance;
        this.group = group;
        this.shell = shell;
        this.disk = disk;
        this.ended = ended;
        disk.start();
    }

    /** The shell that waits in the groups becomes the first command that it can be told of. */
    @Override
    public Process start(Launcher.Command command) throws IOException {
        var told = Doors.told(command, allowance.disk());
        var waiting = shell;
        shell = null;
        if (waiting != null && told.isPresent()) {
            try {
                var in = waiting.getOutputStream();
                in.write(told.get());
                in.flush();
                return waiting;
            } catch (IOException _) {
                // Somebody killed it while it waited.
            }
        }
        if (waiting != null) {
            waiting.destroyForcibly();
        }
        return Launcher.start(command, Doors.enter(group, allowance.disk(), command));
    }

    @Override
    public String passed(Process process) throws IOException {
        if (group.refused(Bound.MEMORY)) {
            return allowance.memoryPassed();
        }
        if (group.refused(Bound.PROCESSES)) {
            return allowance.processesPassed();
        }
        var alive = alive(process).map(ProcessHandle::pid).toList();
        if (ProcessTable.OF_SYSTEM.threads(alive) > allowance.processes()) {
            return allowance.processesPassed();
        }
        if (!group.bounds(Bound.MEMORY)
                && ProcessTable.OF_SYSTEM.memory(alive, allowance.memory()) > allowance.memory()) {
            return allowance.memoryPassed();
        }
        diskFull = used(process) > allowance.disk();
        return diskFull ? allowance.diskPassed() : "";
    }

    /** Whether the job was stopped for what it wrote, so that what it leaves is no good either. */
    public boolean isDiskFull() {
        return diskFull;
    }

    /** The limits in force. */
    public Bounds limits() {
        return allowance.limits();
    }

    /**
     * What stands before the command inside its sandbox: where no group counts processes the kernel
     * counts those of the sandbox's user, a quarter above the limit, so that the watch says it.
     */
    public List<String> inside() {
        return group.bounds(Bound.PROCESSES) || !Files.isExecutable(PRLIMIT)
                ? List.of()
                : List.of(
                        PRLIMIT.toString(),
                        "--nproc=" + (allowance.processes() + allowance.processes() / 4 + 8),
                        "--");
    }

    /** The step may have written much just before it ended. */
    private long used(Process process) throws IOException {
        try {
            return process.isAlive() ? disk.bytes() : disk.measureNow();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private Stream<ProcessHandle> alive(Process process) throws IOException {
        return group.isThere()
                ? group.processes()
                : Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** Its children are in the groups, where there are some; without, they must be looked for. */
    @Override
    public void end(Process process) {
        if (group.isThere()) {
            process.toHandle().destroyForcibly();
        } else {
            Watch.NONE.end(process);
        }
        try {
            group.kill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing of the job is left; its groups go when the kernel lets them, without the job. */
    @Override
    public void close() throws IOException {
        ended.run();
        disk.close();
        group.kill();
        Thread.ofVirtual().name("groups").start(this::remove);
    }

    private void remove() {
        try {
            group.remove();
        } catch (IOException _) {
            // They are empty, and the agent's next start removes them.
        }
    }
}
