package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Definition;
import dev.fairlead.deploy.Step;
import dev.fairlead.deploy.StepName;
import dev.fairlead.deploy.Strategy;
import dev.fairlead.deploy.web.DeploymentPage.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as hosts × steps, batch by batch.
 *
 * @param own the steps of the whole deployment
 * @param earlier attempts that were made before the ones in the table
 */
public record StepTable(
        List<Column> columns, List<Cell> own, List<Batch> batches, List<Cell> earlier) {
    /** The last batch in which one set takes over from the other; what follows is a retreat. */
    private static final int CHANGED = 3;

    /** One step that hosts have. */
    public record Column(StepName name, int part) {
        public String word() {
            return part == 0 ? name.word() : name.word() + " " + (part + 1);
        }
    }

    /**
     * Hosts whose turns are taken together, and what is done once for all of them.
     *
     * @param set whether they are one of two sets, of which one takes over from the other
     */
    public record Batch(int number, boolean set, List<Cell> own, List<Row> rows) {
        boolean isEmpty() {
            return own.isEmpty() && rows.isEmpty();
        }

        /** With the group of its hosts, where they have one. */
        public String label() {
            var groups =
                    rows.stream()
                            .map(row -> row.host().group())
                            .filter(Objects::nonNull)
                            .distinct()
                            .collect(Collectors.joining(", "));
            if (set && !groups.isEmpty()) {
                return groups + ", " + aim();
            }
            return groups.isEmpty() ? "Batch " + number : "Batch " + number + ", " + groups;
        }

        /** What its hosts are there for; the first three batches change the sets. */
        private String aim() {
            if (number <= CHANGED) {
                return have(StepName.BACK) ? "to take over" : "to stand by";
            }
            if (have(StepName.BACK)) {
                return "back into the pool";
            }
            return have(StepName.DRAIN) ? "out of the pool again" : "to end their turns";
        }

        private boolean have(StepName name) {
            return rows.stream().anyMatch(row -> row.has(name));
        }
    }

    /** One host: a cell for each column, null where it has no such step. */
    public record Row(
            Definition.Host host, List<@Nullable Cell> cells, @Nullable Integer sessions) {
        boolean has(StepName name) {
            return cells.stream()
                    .filter(Objects::nonNull)
                    .anyMatch(cell -> cell.step().name() == name);
        }

        boolean through() {
            return cells.stream()
                    .filter(Objects::nonNull)
                    .filter(cell -> cell.step().batch() > 0)
                    .allMatch(cell -> cell.state().equals("passed"));
        }
    }

    static StepTable of(Definition definition, List<Step> attempts) {
        var latest = Step.latest(attempts);
        var columns =
                latest.stream()
                        .filter(step -> !step.ofAll())
                        .map(step -> new Column(step.name(), step.part()))
                        .distinct()
                        .sorted(Comparator.comparing(Column::name).thenComparingInt(Column::part))
                        .toList();
        var sets = definition.strategy().kind() == Strategy.Kind.BLUE_GREEN;
        Map<Integer, Batch> batches = new TreeMap<>();
        latest.stream()
                .filter(step -> step.batch() > 0)
                .forEach(step ->
                        batches.putIfAbsent(step.batch(), batch(step.batch(), sets, latest)));
        byRow(latest, sets)
                .forEach(steps ->
                        batches.computeIfAbsent(
                                        batchOf(steps), number -> batch(number, sets, latest))
                                .rows()
                                .add(row(host(definition, steps), columns, steps)));
        return new StepTable(
                columns,
                own(0, latest),
                batches.values().stream().filter(one -> !one.isEmpty()).toList(),
                attempts.stream().filter(step -> !latest.contains(step)).map(Cell::new).toList());
    }

    public boolean isEmpty() {
        return batches.isEmpty() && own.isEmpty();
    }

    /** Whether the sessions of any host were counted. */
    public boolean counted() {
        return rows().anyMatch(row -> row.sessions() != null);
    }

    Stream<Row> rows() {
        return batches.stream().flatMap(batch -> batch.rows().stream());
    }

    long through() {
        return rows().filter(Row::through).count();
    }

    Stream<Cell> cells() {
        return Stream.of(
                        own.stream(),
                        batches.stream().flatMap(batch -> batch.own().stream()),
                        rows().flatMap(row -> row.cells().stream()))
                .flatMap(cells -> cells)
                .filter(Objects::nonNull);
    }

    /** What needs a person or went wrong, each with what is known of it. */
    public List<Step> troubles() {
        return cells().filter(Cell::troubled).map(Cell::step).toList();
    }

    private static Batch batch(int number, boolean set, List<Step> latest) {
        var own = number == 0 ? List.<Cell>of() : own(number, latest);
        return new Batch(number, set, own, new ArrayList<>());
    }

    private static List<Cell> own(int batch, List<Step> latest) {
        return latest.stream()
                .filter(step -> step.ofAll() && step.batch() == batch)
                .map(Cell::new)
                .toList();
    }

    /** A host has one row, and another for each batch of a retreat. */
    private static Collection<List<Step>> byRow(List<Step> latest, boolean sets) {
        Map<String, List<Step>> rows = new LinkedHashMap<>();
        latest.stream()
                .filter(step -> !step.ofAll())
                .forEach(step -> {
                    var back = sets && step.batch() > CHANGED ? step.batch() : 0;
                    rows.computeIfAbsent(step.host() + " " + back, _ -> new ArrayList<>())
                            .add(step);
                });
        return rows.values();
    }

    private static Definition.Host host(Definition definition, List<Step> steps) {
        return definition.host(steps.getFirst().host()).orElseThrow();
    }

    /** The first batch that the host is in. */
    private static int batchOf(List<Step> steps) {
        return steps.stream().mapToInt(Step::batch).filter(batch -> batch > 0).min().orElse(0);
    }

    private static Row row(Definition.Host host, List<Column> columns, List<Step> steps) {
        var cells = new ArrayList<@Nullable Cell>();
        for (var column : columns) {
            cells.add(
                    steps.stream()
                            .filter(step ->
                                    step.name() == column.name() && step.part() == column.part())
                            .findFirst()
                            .map(step -> new Cell(step, step.isAhead(steps)))
                            .orElse(null));
        }
        return new Row(host, cells, sessions(steps));
    }

    private static @Nullable Integer sessions(List<Step> steps) {
        return steps.stream().map(Step::sessions).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
