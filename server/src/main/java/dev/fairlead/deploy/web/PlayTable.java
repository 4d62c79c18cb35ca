package dev.fairlead.deploy.web;

import dev.fairlead.protocol.TaskRun;
import dev.fairlead.web.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A play as tasks × hosts, as far as it is known.
 *
 * @param hosts the columns
 * @param left how many tasks are not shown, because they went well and there are too many of them
 * @param mark another text whenever something more is known
 */
public record PlayTable(
        List<String> hosts, List<Row> rows, List<TaskRun> troubles, int left, String mark) {
    private static final int MOST_CELLS = 4_000;

    /** A task: a cell for each host, null where it has not come to it. */
    public record Row(String name, String play, List<@Nullable Cell> cells) {
        boolean calm() {
            return cells.stream().noneMatch(cell -> cell != null && cell.worthSeeing());
        }
    }

    /** A task on a host. */
    public record Cell(TaskRun run) {
        public String state() {
            return switch (run.state()) {
                case RUNNING -> "running";
                case OK, CHANGED -> "passed";
                case SKIPPED -> "waiting";
                case FAILED, UNREACHABLE -> run.ignored() ? "waiting" : "failed";
            };
        }

        public String words() {
            var took =
                    run.millis() < 1000 ? "" : " " + Times.spell(Duration.ofMillis(run.millis()));
            return switch (run.state()) {
                case RUNNING -> "now";
                case OK -> "ok" + took;
                case CHANGED -> "changed" + took;
                case SKIPPED -> "skipped";
                case FAILED -> (run.ignored() ? "failed, ignored" : "failed") + took;
                case UNREACHABLE -> "unreachable";
            };
        }

        boolean worthSeeing() {
            return switch (run.state()) {
                case RUNNING, FAILED, UNREACHABLE -> true;
                case OK, CHANGED, SKIPPED -> false;
            };
        }
    }

    /** Short enough for an address. */
    static String mark(String told) {
        return told.isEmpty() ? "" : "-" + Integer.toHexString(told.hashCode());
    }

    static PlayTable of(List<TaskRun> runs, String told) {
        var hosts = new TreeSet<String>();
        runs.forEach(run -> hosts.add(run.host()));
        Map<Integer, Map<String, TaskRun>> byTask = new LinkedHashMap<>();
        runs.forEach(run ->
                byTask.computeIfAbsent(run.task(), _ -> new LinkedHashMap<>())
                        .put(run.host(), run));
        var rows = byTask.values().stream().map(task -> row(task, hosts)).toList();
        var shown =
                (long) rows.size() * hosts.size() <= MOST_CELLS
                        ? rows
                        : rows.stream().filter(row -> !row.calm()).limit(500).toList();
        var troubles =
                runs.stream()
                        .filter(run -> new Cell(run).state().equals("failed"))
                        .limit(50)
                        .toList();
        return new PlayTable(
                List.copyOf(hosts), shown, troubles, rows.size() - shown.size(), mark(told));
    }

    public boolean isEmpty() {
        return hosts.isEmpty();
    }

    private static Row row(Map<String, TaskRun> task, Collection<String> hosts) {
        var any = task.values().iterator().next();
        var cells = new ArrayList<@Nullable Cell>();
        for (var host : hosts) {
            var run = task.get(host);
            cells.add(run == null ? null : new Cell(run));
        }
        return new Row(any.name(), any.play(), cells);
    }
}
