package dev.fairlead.build.web;

import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.RunBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job runs in: how apart from its agent's machine, on which network, within what.
 *
 * @param image whose container its steps run in; null for none
 * @param services what runs beside them, each with its image
 */
public record Surroundings(
        String isolation,
        @Nullable String image,
        List<String> services,
        String network,
        String limits) {
    /**
     * As the plan and the agent say it.
     *
     * @param agent the facts of the agent that has the job; empty before one has it
     */
    static @Nullable Surroundings of(JobSpec spec, Map<String, String> agent) {
        return spec instanceof RunBuild build && !agent.isEmpty()
                ? new Surroundings(
                        isolation(build, agent),
                        build.surroundings().image(),
                        services(build),
                        build.surroundings().network() ? "shared with its agent" : "none",
                        limits(build.surroundings().bounds(), agent))
                : null;
    }

    private static String isolation(RunBuild build, Map<String, String> agent) {
        return build.surroundings().image() == null
                ? agent.getOrDefault("isolation", "not told by its agent")
                : agent.getOrDefault("containers", "no containers");
    }

    private static List<String> services(RunBuild build) {
        return build.surroundings().services().stream()
                .map(service ->
                        "%s (%s), port %d"
                                .formatted(service.name(), service.image(), service.port()))
                .toList();
    }

    private static String limits(Bounds asked, Map<String, String> agent) {
        var own = new ArrayList<String>();
        add(own, asked.memory(), "MB of memory");
        add(own, asked.processes(), "processes");
        add(own, asked.disk(), "MB of disk");
        var given = agent.getOrDefault("limits", "not told by its agent");
        return own.isEmpty()
                ? given
                : "the plan's %s; the agent's %s".formatted(String.join(", ", own), given);
    }

    private static void add(List<String> all, int limit, String of) {
        if (limit > 0) {
            all.add(String.format(Locale.ENGLISH, "%,d %s", limit, of));
        }
    }
}
