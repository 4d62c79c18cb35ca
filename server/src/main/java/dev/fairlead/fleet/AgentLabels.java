package dev.fairlead.fleet;

import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Labels;
import java.util.List;
import java.util.stream.Collectors;

/** The labels of agents, refused and spelled out. */
final class AgentLabels {
    private AgentLabels() {}

    /** Refuses an agent's labels that plans could not ask for. */
    static void check(List<String> labels) {
        if (labels.size() > Labels.MOST) {
            throw Problem.invalid(
                    "labels", "An agent has at most %d labels.".formatted(Labels.MOST));
        }
        for (var label : labels) {
            if (!Labels.isLabel(label)) {
                throw Problem.invalid(
                        "labels", "A label %s, was \"%s\".".formatted(Labels.RULE, label));
            }
        }
    }

    /** {@code label `arm64`}, {@code labels `arm64`, `docker`}. */
    static String words(List<String> labels) {
        return labels.stream()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", ", labels.size() == 1 ? "label " : "labels ", ""));
    }
}
