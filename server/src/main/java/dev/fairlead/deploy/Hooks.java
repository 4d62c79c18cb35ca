package dev.fairlead.deploy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands around a deployment. Those of a host run in its folder, the others on an agent, in a
 * folder of its own.
 *
 * @param runOn the agent of those that are of no host; null for that of the first host
 * @param commands by their step
 */
public record Hooks(@Nullable String runOn, Map<StepName, String> commands) {
    public static final Hooks NONE = new Hooks(null, Map.of());

    /** The steps that are hooks, by the keys of a definition. */
    static final Map<String, StepName> KEYS =
            Map.of(
                    "beforeDeployment", StepName.BEFORE_DEPLOYMENT,
                    "beforeBatch", StepName.BEFORE_BATCH,
                    "beforeHost", StepName.BEFORE_HOST,
                    "afterHost", StepName.AFTER_HOST,
                    "afterBatch", StepName.AFTER_BATCH,
                    "afterDeployment", StepName.AFTER_DEPLOYMENT);

    /** The keys in the order of their steps. */
    static List<String> keys() {
        return KEYS.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean has(StepName step) {
        return commands.containsKey(step);
    }
}
