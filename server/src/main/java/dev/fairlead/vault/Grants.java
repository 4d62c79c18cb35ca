package dev.fairlead.vault;

import java.util.ArrayList;
import java.util.List;

/**
 * Who gets a secret. A build of a branch never does.
 *
 * @param releases builds of releases
 * @param schedules scheduled builds of the default branch
 * @param environments the steps of deployments to these
 */
public record Grants(boolean releases, boolean schedules, List<String> environments) {
    public Grants {
        environments = environments.stream().distinct().sorted().toList();
    }

    /** {@code release builds, staging}. */
    public String words() {
        var words = new ArrayList<String>();
        if (releases) {
            words.add("release builds");
        }
        if (schedules) {
            words.add("scheduled builds");
        }
        words.addAll(environments);
        return words.isEmpty() ? "nobody" : String.join(", ", words);
    }
}
