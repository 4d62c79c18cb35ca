package dev.fairlead.agent.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.agent.limit.Hierarchy.Bound;
import dev.fairlead.agent.limit.Hierarchy.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the control groups that this agent may divide: those that are its own. A group that a
 * service manager or another supervisor made for it is the supervisor's, until that says otherwise
 * as systemd does ({@code Delegate=yes}).
 */
final class Hierarchies {
    /** Where the agent itself goes: a group with limits for others holds no process of its own. */
    private static final String SELF = "fairlead";

    private final Path proc;

    /**
     * @param proc this process in the file system of processes: {@code /proc/self}
     */
    Hierarchies(Path proc) {
        this.proc = proc;
    }

    /** The unified one first, because only there a group can be killed whole. */
    List<Hierarchy> find() throws IOException {
        var found = new ArrayList<Hierarchy>();
        if (Files.exists(proc.resolve("cgroup"))) {
            for (var line : Files.readAllLines(proc.resolve("mountinfo"))) {
                var mount = Mount.of(line);
                if (mount.type().equals("cgroup2")) {
                    unified(mount, found);
                } else if (mount.type().equals("cgroup")) {
                    legacy(mount, found);
                }
            }
        }
        found.sort(Comparator.comparing(Hierarchy::version));
        return List.copyOf(found);
    }

    /** A line of mountinfo: root and place before the dash, type and options after it. */
    private record Mount(String root, Path place, String type, Set<String> options) {
        static Mount of(String line) {
            var halves = line.split(" - ", 2);
            var before = halves[0].split(" ");
            var after = halves[1].split(" ");
            return new Mount(
                    before[3],
                    Path.of(before[4].replace("\\040", " ")),
                    after[0],
                    Set.of(after[2].split(",")));
        }
    }

    private void unified(Mount mount, List<Hierarchy> found) throws IOException {
        var own = own(mount, "");
        if (own == null) {
            return;
        }
        var self = own.getFileName() != null && own.getFileName().toString().equals(SELF);
        var parent = self ? own.getParent() : own;
        if (parent == null || !isOurs(parent, parent.equals(mount.place()))) {
            return;
        }
        var bounds = EnumSet.noneOf(Bound.class);
        var offered = words(parent.resolve("cgroup.controllers"));
        if (offered.contains("memory") && enabled(parent, "memory")) {
            bounds.add(Bound.MEMORY);
        }
        if (offered.contains("pids") && enabled(parent, "pids")) {
            bounds.add(Bound.PROCESSES);
        }
        found.add(new Hierarchy(parent, Version.V2, bounds));
    }

    private void legacy(Mount mount, List<Hierarchy> found) throws IOException {
        var bound =
                mount.options().contains("memory")
                        ? Bound.MEMORY
                        : mount.options().contains("pids") ? Bound.PROCESSES : null;
        if (bound == null) {
            return;
        }
        var own = own(mount, bound == Bound.MEMORY ? "memory" : "pids");
        if (own != null && isOurs(own, own.equals(mount.place()))) {
            found.add(new Hierarchy(own, Version.V1, EnumSet.of(bound)));
        }
    }

    /**
     * Where this process is in the hierarchy that has the controller; null where not to be seen.
     */
    private @Nullable Path own(Mount mount, String controller) throws IOException {
        for (var line : Files.readAllLines(proc.resolve("cgroup"))) {
            var parts = line.split(":", 3);
            if (List.of(parts[1].split(",")).contains(controller)) {
                var root = Path.of(mount.root());
                var path = Path.of(parts[2]);
                return path.startsWith(root)
                        ? mount.place().resolve(root.relativize(path)).normalize()
                        : null;
            }
        }
        return null;
    }

    /** Root may write everywhere, so that being able to says nothing of whose group it is. */
    private static boolean isOurs(Path group, boolean top) throws IOException {
        if (!Files.isWritable(group) || !Files.isWritable(group.resolve("cgroup.procs"))) {
            return false;
        }
        var root = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        return top || !root || isDelegated(group);
    }

    private static boolean isDelegated(Path group) {
        try {
            var attributes = Files.getFileAttributeView(group, UserDefinedFileAttributeView.class);
            var value = ByteBuffer.allocate(8);
            attributes.read("delegate", value);
            return UTF_8.decode(value.flip()).toString().equals("1");
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    private static boolean enabled(Path parent, String controller) throws IOException {
        var control = parent.resolve("cgroup.subtree_control");
        if (words(control).contains(controller)) {
            return true;
        }
        try {
            Files.writeString(control, "+" + controller);
            return true;
        } catch (IOException _) {
            return enabledAfterMoving(parent, control, controller);
        }
    }

    private static boolean enabledAfterMoving(Path parent, Path control, String controller) {
        try {
            var self = parent.resolve(SELF);
            if (!Files.isDirectory(self)) {
                Files.createDirectory(self);
            }
            for (var process : Files.readAllLines(parent.resolve("cgroup.procs"))) {
                Files.writeString(self.resolve("cgroup.procs"), process);
            }
            Files.writeString(control, "+" + controller);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Set<String> words(Path file) throws IOException {
        return Set.copyOf(List.of(Files.readString(file).strip().split("\\s+")));
    }
}
