package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.List;

/** The steps that a deployment will have, before the first of them begins: values, nothing else. */
final class JournalPlan {
    /**
     * One step to plan.
     *
     * @param host empty for a step of the whole deployment or of a batch
     * @param position of the host in the deployment's order
     * @param batch counted from 1; 0 for what comes before and after all batches
     * @param part which of several steps of the name it is, from 0
     */
    record Planned(String host, int position, int batch, StepName name, int part) {}

    private final Definition definition;
    private final List<String> hosts;
    private final List<Planned> planned = new ArrayList<>();

    private JournalPlan(Definition definition, List<String> hosts) {
        this.definition = definition;
        this.hosts = hosts;
    }

    /**
     * @param hosts in the order of their turns
     */
    static List<Planned> of(Definition definition, List<String> hosts) {
        return new JournalPlan(definition, hosts).steps();
    }

    private List<Planned> steps() {
        for (int position = 0; position < hosts.size(); position++) {
            for (var name : StepName.of(definition)) {
                planned.add(
                        new Planned(hosts.get(position), position, batch(name, position), name, 0));
            }
        }
        if (StepName.has(definition, StepName.SETTLE)) {
            planned.add(new Planned("", hosts.size(), 0, StepName.SETTLE, 0));
        }
        return List.copyOf(planned);
    }

    private int batch(StepName name, int position) {
        return name.phase() == Stage.Phase.TURNS ? 1 + position / definition.rolling().batch() : 0;
    }
}
