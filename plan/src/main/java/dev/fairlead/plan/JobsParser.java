package dev.fairlead.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the jobs of a plan: spreads each matrix, and resolves what jobs need. */
final class JobsParser {
    /** Of one build, matrices spread. */
    static final int MAX_JOBS = 100;

    private final Map<String, List<JobPlan>> cells = new LinkedHashMap<>();
    private final Map<String, Node> places = new LinkedHashMap<>();
    private final Set<String> sound = new HashSet<>();

    private JobsParser() {}

    /** The jobs of one file or more. */
    static List<JobPlan> parse(List<Node> nodes) {
        var parser = new JobsParser();
        for (var node : nodes) {
            var jobs = YamlMapping.named(node, "jobs", MAX_JOBS);
            if (jobs.isEmpty()) {
                throw new PlanError(node.getStartMark(), "jobs needs at least one job");
            }
            jobs.forEach(parser::add);
        }
        parser.cells.keySet().forEach(name -> parser.check(name, new ArrayList<>()));
        return parser.cells.values().stream()
                .flatMap(List::stream)
                .map(job -> job.needing(parser.spread(job.start().needs())))
                .toList();
    }

    private void add(String name, Node node) {
        var named = JobParser.named(node, name);
        var count = cells.values().stream().mapToLong(List::size).sum() + Matrix.size(named.axes());
        if (count > MAX_JOBS) {
            throw new PlanError(
                    node.getStartMark(),
                    "with the matrix of '%s' these are %d jobs; the limit is %d"
                            .formatted(name, count, MAX_JOBS));
        }
        var other = places.put(name, node);
        if (other != null) {
            throw new PlanError(
                    node.getStartMark(),
                    "there is a job '%s' already%s"
                            .formatted(
                                    name,
                                    other.getStartMark()
                                            .map(mark -> ", at " + PlanError.at(mark))
                                            .orElse("")));
        }
        cells.put(
                name,
                named.axes().isEmpty()
                        ? List.of(named.job())
                        : Matrix.cells(named.axes()).stream().map(named.job()::cell).toList());
    }

    /** Refuses needs that nobody meets, at their place; the way here shows a cycle. */
    private void check(String name, List<String> way) {
        if (way.contains(name)) {
            way.add(name);
            throw new PlanError(
                    place(name).getStartMark(),
                    "jobs need each other in a circle: "
                            + String.join(" → ", way.subList(way.indexOf(name), way.size())));
        }
        if (sound.contains(name)) {
            return;
        }
        way.add(name);
        for (var need :
                new HashSet<>(cells.getOrDefault(name, List.of()).getFirst().start().needs())) {
            if (!cells.containsKey(need)) {
                throw new PlanError(
                        place(name).getStartMark(),
                        "job '%s' needs '%s', and there is no such job; there are %s"
                                .formatted(name, need, String.join(", ", cells.keySet())));
            }
            check(need, way);
        }
        way.removeLast();
        sound.add(name);
    }

    private Node place(String name) {
        return Objects.requireNonNull(places.get(name));
    }

    private List<String> spread(List<String> needs) {
        return Set.copyOf(needs).stream()
                .flatMap(need -> cells.getOrDefault(need, List.of()).stream())
                .map(JobPlan::name)
                .sorted()
                .toList();
    }
}
