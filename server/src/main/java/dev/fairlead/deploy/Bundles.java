package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives an agent several looks at once that cost their hosts next to nothing: whether the bytes are
 * there that were brought before, and what runs at the end. One by one they are done sooner than
 * the words about each are exchanged; more than a few in a row would keep its other executors idle.
 */
final class Bundles {
    static final int MOST = 4;

    private record Which(StepName name, String agent) {}

    private Bundles() {}

    /**
     * The steps that are issued now, each with those that its agent does after it.
     *
     * @param agents who does a step
     * @param there the hosts that have the bytes, as far as is known
     */
    static List<List<Step>> of(List<Step> steps, Function<Step, String> agents, Set<String> there) {
        var bundles = new ArrayList<List<Step>>();
        var open = new LinkedHashMap<Which, List<Step>>();
        for (var step : steps) {
            if (!isBrief(step, there)) {
                bundles.add(List.of(step));
                continue;
            }
            var which = new Which(step.name(), agents.apply(step));
            var bundle = open.computeIfAbsent(which, _ -> new ArrayList<>());
            bundle.add(step);
            if (bundle.size() == MOST) {
                bundles.add(open.remove(which));
            }
        }
        bundles.addAll(open.values());
        return bundles;
    }

    private static boolean isBrief(Step step, Set<String> there) {
        return step.name() == StepName.CONFIRM
                || (step.name() == StepName.FETCH && there.contains(step.host()));
    }
}
