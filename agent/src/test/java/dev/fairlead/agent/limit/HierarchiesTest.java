package dev.fairlead.agent.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.agent.limit.Hierarchy.Bound;
import dev.fairlead.agent.limit.Hierarchy.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against folders that are laid out as the kernel lays out its groups. */
class HierarchiesTest {
    @TempDir Path folder;
    private Path proc;

    @BeforeEach
    void makeProc() throws IOException {
        proc = Files.createDirectory(folder.resolve("proc"));
    }

    @Test
    void findsBothLimitsInAUnifiedHierarchy() throws IOException {
        var top = group("unified");
        Files.writeString(top.resolve("cgroup.controllers"), "cpu memory pids\n");
        Files.writeString(top.resolve("cgroup.subtree_control"), "memory pids\n");
        process("0::/\n", mount(top, "cgroup2", "rw"));

        assertThat(new Hierarchies(proc).find())
                .containsExactly(new Hierarchy(top, Version.V2, EnumSet.allOf(Bound.class)));
    }

    @Test
    void prefersTheUnifiedHierarchyThatKillsWholeOverTheOlderOnes() throws IOException {
        var pids = group("pids");
        var unified = group("unified");
        Files.writeString(unified.resolve("cgroup.controllers"), "hugetlb\n");
        Files.writeString(unified.resolve("cgroup.subtree_control"), "\n");
        process(
                "3:pids:/\n2:cpu:/\n0::/\n",
                mount(pids, "cgroup", "rw,pids"),
                mount(group("cpu"), "cgroup", "rw,cpu"),
                mount(unified, "cgroup2", "rw"));

        assertThat(new Hierarchies(proc).find())
                .containsExactly(
                        new Hierarchy(unified, Version.V2, Set.of()),
                        new Hierarchy(pids, Version.V1, Set.of(Bound.PROCESSES)));
    }

    @Test
    void leavesAloneAGroupThatASupervisorMadeAndDidNotDelegate() throws IOException {
        var memory = group("memory");
        var own = Files.createDirectories(memory.resolve("supervisor/7"));
        Files.createFile(own.resolve("cgroup.procs"));
        process("4:memory:/supervisor/7\n", mount(memory, "cgroup", "rw,memory"));
        var isRoot = (int) Files.getAttribute(proc, "unix:uid") == 0;

        // An ordinary user owns only what was given to it.
        assertThat(new Hierarchies(proc).find()).hasSize(isRoot ? 0 : 1);
    }

    @Test
    void findsNoneWhereThereAreNone() throws IOException {
        assertThat(new Hierarchies(proc).find()).isEmpty();
    }

    @Test
    void bindsAGroupByTheFilesOfItsVersion() {
        var bounds = EnumSet.allOf(Bound.class);

        var unified = new Hierarchy(folder, Version.V2, bounds);
        assertThat(unified.settings(1_000, 7))
                .containsEntry("memory.max", "1000")
                .containsEntry("pids.max", "7");
        assertThat(unified.wishes(1_000))
                .containsEntry("memory.swap.max", "0")
                .containsEntry("memory.oom.group", "1");
        var memory = new Hierarchy(folder, Version.V1, Set.of(Bound.MEMORY));
        assertThat(memory.settings(1_000, 7)).containsOnlyKeys("memory.limit_in_bytes");
    }

    @Test
    void readsFromTheGroupWhetherTheKernelRefusedMore() throws IOException {
        Files.writeString(folder.resolve("memory.events"), "low 0\noom 1\noom_kill 2\n");
        Files.writeString(folder.resolve("pids.events"), "max 0\n");
        var hierarchy = new Hierarchy(folder, Version.V2, EnumSet.allOf(Bound.class));

        assertThat(hierarchy.refused(folder, Bound.MEMORY)).isTrue();
        assertThat(hierarchy.refused(folder, Bound.PROCESSES)).isFalse();
    }

    private Path group(String name) throws IOException {
        var group = Files.createDirectory(folder.resolve(name));
        Files.createFile(group.resolve("cgroup.procs"));
        return group;
    }

    private void process(String groups, String... mounts) throws IOException {
        Files.writeString(proc.resolve("cgroup"), groups);
        Files.write(proc.resolve("mountinfo"), List.of(mounts));
    }

    private static String mount(Path place, String type, String options) {
        return "30 24 0:26 / %s rw,relatime shared:9 - %s cgroup %s"
                .formatted(place, type, options);
    }
}
