package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.PLANNED;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Journals of deployments as values. */
final class Journals {
    static final Set<StepName> ALL = Set.of(StepName.values());

    private Journals() {}

    static List<Step> planned(int hosts) {
        var steps = new ArrayList<Step>();
        for (int host = 0; host < hosts; host++) {
            for (var name : StepName.values()) {
                steps.add(step(steps.size() + 1, "order-" + (host + 1), host, name, 1, PLANNED));
            }
        }
        return steps;
    }

    static Step step(
            long id, String host, int position, StepName name, int attempt, StepState state) {
        return new Step(
                id, 1, host, position, name, attempt, state, null, null, null, "", false, null,
                null, null);
    }

    static Step with(Step s, StepState state, Long fence, Long job, Long asking, boolean stuck) {
        return new Step(
                s.id(),
                s.deployment(),
                s.host(),
                s.position(),
                s.name(),
                s.attempt(),
                state,
                fence,
                job,
                asking,
                s.note(),
                stuck,
                null,
                null,
                null);
    }

    /** The journal with the latest attempts of some steps of some hosts in another state. */
    static List<Step> where(
            List<Step> journal, Set<String> hosts, Set<StepName> names, StepState state) {
        return journal.stream()
                .map(step ->
                        hosts.contains(step.host()) && names.contains(step.name())
                                ? with(step, state, null, null, null, false)
                                : step)
                .toList();
    }
}
