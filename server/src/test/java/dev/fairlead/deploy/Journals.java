package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepState.PLANNED;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Journals of deployments as values. */
final class Journals {
    static final Set<StepName> ALL = Set.of(StepName.values());

    private Journals() {}

    static List<Step> planned(int hosts, int batch) {
        var steps = new ArrayList<Step>();
        for (int host = 0; host < hosts; host++) {
            for (var name : StepName.values()) {
                var own = name.phase() == Stage.Phase.TURNS ? 1 + host / batch : 0;
                if (name != StepName.SETTLE) {
                    steps.add(step(steps.size() + 1, "order-" + (host + 1), host, own, name));
                }
            }
        }
        return steps;
    }

    /** With checks at the end. */
    static List<Step> settling(List<Step> journal, int hosts) {
        var steps = new ArrayList<>(journal);
        steps.add(step(steps.size() + 1, "", hosts, 0, StepName.SETTLE));
        return steps;
    }

    private static Step step(long id, String host, int position, int batch, StepName name) {
        return new Step(
                id, 1, host, position, batch, name, 0, 1, PLANNED, null, null, null, "", false,
                null, null, null);
    }

    /** Another attempt of a step, planned. */
    static Step again(long id, Step s) {
        return new Step(
                id,
                1,
                s.host(),
                s.position(),
                s.batch(),
                s.name(),
                s.part(),
                s.attempt() + 1,
                PLANNED,
                null,
                null,
                null,
                "",
                false,
                null,
                null,
                null);
    }

    static Step with(Step s, StepState state, Long fence, Long job, Long asking, boolean stuck) {
        return new Step(
                s.id(),
                s.deployment(),
                s.host(),
                s.position(),
                s.batch(),
                s.name(),
                s.part(),
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
