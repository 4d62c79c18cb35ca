package dev.fairlead.agent.limit;

import dev.fairlead.agent.Watch;
import dev.fairlead.agent.limit.Hierarchy.Bound;
import dev.fairlead.protocol.Bounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds one job to its limits. Its groups do where there are some; the watch looks in either case,
 * because a job that is refused more would otherwise go on without end.
 */
public final class Guard implements Watch, AutoCloseable {
    /**
     * Enters the groups, offers itself first when the machine's memory runs out, may write no file
     * that is larger than all may be together, and becomes the command. The kernel lets a process
     * into a group after milliseconds of waiting, so all but the last are entered meanwhile.
     */
    private static final String ENTER =
            """
            ulimit -f "$1" || exit 126
            shift
            entering=
            while [ "$1" != -- ]; do
                if [ "$2" = -- ]; then
                    echo $$ > "$1" || exit 126
                else
                    (echo $$ > "$1") &
                    entering="$entering $!"
                fi
                shift
            done
            shift
            for one in $entering; do wait "$one" || exit 126; done
            echo 1000 > /proc/self/oom_score_adj
            exec "$@"
            """;

    /** What a shell counts the size of files in. */
    private static final int BLOCK = 512;

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private final Allowance allowance;
    private final JobGroup group;
    private final DiskMeter disk;
    private volatile boolean diskFull;

    Guard(Allowance allowance, JobGroup group, DiskMeter disk) {
        this.allowance = allowance;
        this.group = group;
        this.disk = disk;
        disk.start();
    }

    @Override
    public List<String> starting(List<String> arguments) {
        var all = new ArrayList<>(List.of("/bin/sh", "-c", ENTER, "sh"));
        all.add(Long.toString(allowance.disk() / BLOCK + 1));
        group.doors().forEach(door -> all.add(door.toString()));
        all.add("--");
        all.addAll(arguments);
        return List.copyOf(all);
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
