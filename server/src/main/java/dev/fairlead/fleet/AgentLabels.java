package dev.fairlead.fleet;

import static java.util.stream.Collectors.joining;

import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Labels;
import java.util.ArrayList;
import java.util.List;

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

    /** {@code label `arm64`}, {@code labels `arm64`, `docker`}, {@code containers (…)}. */
    static String words(List<String> labels) {
        var plain = labels.stream().filter(label -> !label.equals(Labels.CONTAINERS)).toList();
        var words = new ArrayList<String>();
        if (!plain.isEmpty()) {
            words.add(
                    plain.stream()
                            .map(label -> "`" + label + "`")
                            .collect(joining(", ", plain.size() == 1 ? "label " : "labels ", "")));
        }
        if (labels.size() > plain.size()) {
            words.add("containers (./fairlead agent --isolation podman, or docker)");
        }
        return String.join(" and ", words);
    }
}
