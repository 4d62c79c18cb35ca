package dev.fairlead.agent.limit;

import dev.fairlead.agent.limit.Hierarchy.Bound;
import dev.fairlead.protocol.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the guards of an agent's jobs. */
public final class Guards implements AutoCloseable {
    /** What an agent gives a job, unless its owner says otherwise. */
    public static final Bounds USUAL = new Bounds(4_096, 1_024, 10_240);

    private final Bounds limits;
    private final List<Hierarchy> hierarchies;
    private final String prefix;

    /** Groups go after their job has ended, so that each has a name that none had before. */
    private final AtomicLong made = new AtomicLong();

    private final AtomicInteger guarded = new AtomicInteger();
    private final ReadyShells shells;

    private Guards(Bounds limits, List<Hierarchy> hierarchies, String prefix) {
        this.limits = limits;
        this.hierarchies = hierarchies;
        this.prefix = prefix;
        this.shells = new ReadyShells(this::group);
    }

    private JobGroup group() throws IOException {
        return JobGroup.make(hierarchies, prefix + made.incrementAndGet());
    }

    /**
     * Looks at what the kernel offers, and ends what an earlier process of this agent left.
     *
     * @param limits of any one job
     * @param work the agent's folder, which tells it from other agents of this machine
     */
    public static Guards of(Bounds limits, Path work) throws IOException {
        var prefix = "fairlead-%08x-".formatted(work.toString().hashCode());
        var guards = new Guards(limits, new Hierarchies(Path.of("/proc/self")).find(), prefix);
        for (var hierarchy : guards.hierarchies) {
            try (var left = Files.newDirectoryStream(hierarchy.parent(), prefix + "*")) {
                for (var group : left) {
                    var name = group.getFileName().toString();
                    JobGroup.named(List.of(hierarchy), name).remove();
                }
            }
        }
        return guards;
    }

    /** Why no job with these wishes can run here, in a sentence; empty when it can. */
    public String refusal(Bounds asked) {
        return new Allowance(limits, asked).refusal();
    }

    /**
     * Guards one job.
     *
     * <p>Where there are groups, a shell for the job after it comes into groups of its own
     * meanwhile.
     *
     * @param own folders that are the job's, empty in the beginning
     * @param grown folders that were there before, of which only what they grow counts
     */
    public Guard guard(Bounds asked, List<Path> own, List<Path> grown)
            throws IOException, InterruptedException {
        var allowance = new Allowance(limits, asked);
        var disk = new DiskMeter(own, grown);
        var ready = shells.take();
        var group = ready.isPresent() ? ready.get().group() : group();
        group.bounded(allowance.memory(), allowance.processes());
        if (!hierarchies.isEmpty()) {
            shells.want(guarded.incrementAndGet());
        }
        var shell = ready.map(ReadyShells.Ready::shell).orElse(null);
        return new Guard(allowance, group, shell, disk, guarded::decrementAndGet);
    }

    @Override
    public void close() throws IOException {
        shells.close();
    }

    /** What pages show of it. */
    public String fact() {
        return String.format(
                Locale.ENGLISH,
                "memory %,d MB (%s), processes %,d (%s), disk %,d MB (measured)",
                limits.memory(),
                how(Bound.MEMORY),
                limits.processes(),
                how(Bound.PROCESSES),
                limits.disk());
    }

    private String how(Bound bound) {
        return hierarchies.stream()
                .filter(one -> one.bounds().contains(bound))
                .findFirst()
                .map(one -> "cgroup " + one.version().name().toLowerCase(Locale.ROOT))
                .orElse("watched");
    }
}
