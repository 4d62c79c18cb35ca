package dev.fairlead.fleet;

import java.util.List;
import java.util.Map;

/**
 * Opens what agents of jobs may know and their rows must not hold; implemented by the module that
 * keeps secrets. Asked when jobs were claimed, and again when the answer did not reach their agent.
 */
public interface JobSecrets {
    /** By job; what is missing here gets nothing. */
    Map<Long, Supply> of(List<Long> jobs);

    /**
     * What goes with a claim.
     *
     * @param values by the variable that holds each
     * @param notes what the job's log begins with
     */
    record Supply(Map<String, String> values, List<String> notes) {
        public static final Supply NOTHING = new Supply(Map.of(), List.of());

        /** Without the values, wherever it may be printed. */
        @Override
        public String toString() {
            return "secrets " + values.keySet();
        }
    }
}
