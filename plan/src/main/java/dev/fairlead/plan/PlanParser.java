package dev.fairlead.plan;

import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a plan from the bytes of a fairlead.yml. Its reference is docs/fairlead.yml. */
public final class PlanParser {
    /** Of one file. */
    public static final int MAX_BYTES = YamlLimits.PLAN.bytes();

    private PlanParser() {}

    /** A plan that includes no other file. */
    public static Plan parse(byte[] file) {
        return parse(file, PlanFiles.NONE);
    }

    public static Plan parse(byte[] file, PlanFiles files) {
        var sections = new Sections(files);
        var keys = sections.open(file);
        var parameters = keys.get("parameters").map(ParametersParser::of).orElse(List.of());
        var schedules =
                keys.get("schedules").map(new SchedulesParser(parameters)::of).orElse(List.of());
        var build = part(sections.build(), "build");
        var release = part(sections.release(), "release");
        if (build.isEmpty() && release.isEmpty()) {
            throw new PlanError(keys.start(), "needs build: with steps:");
        }
        return new Plan(
                build.isEmpty() ? release : build,
                release.isEmpty() ? build : release,
                parameters,
                schedules,
                YamlScalars.flag(keys, "cancel-older"));
    }

    /** Several jobs, of one file or more, or the keys of the only one. */
    private static List<JobPlan> part(List<Node> nodes, String name) {
        if (nodes.size() == 1 && !hasJobs(nodes.getFirst())) {
            return List.of(JobParser.only(nodes.getFirst(), name));
        }
        return nodes.isEmpty() ? List.of() : JobsParser.parse(jobs(nodes, name));
    }

    private static List<Node> jobs(List<Node> nodes, String name) {
        return nodes.stream().map(node -> jobs(node, name)).toList();
    }

    private static Node jobs(Node node, String name) {
        var keys = YamlMapping.of(node, name, Level.PART);
        if (!hasJobs(node)) {
            throw new PlanError(
                    node.getStartMark(),
                    name + " stands in several files, so it needs jobs: in each of them");
        }
        return keys.alone("jobs", name);
    }

    private static boolean hasJobs(Node node) {
        return node instanceof MappingNode mapping && YamlMapping.has(mapping, "jobs");
    }
}
