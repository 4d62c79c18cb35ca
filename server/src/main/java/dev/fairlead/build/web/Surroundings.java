package dev.fairlead.build.web;

import static java.util.stream.Collectors.joining;

import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.RunBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job runs in: how apart from its agent's machine, on which network, within what. */
public record Surroundings(String isolation, String network, String limits) {
    /**
     * As the plan and the agent say it.
     *
     * @param agent the facts of the agent that has the job; empty before one has it
     */
    static @Nullable Surroundings of(JobSpec spec, Map<String, String> agent) {
        return spec instanceof RunBuild build && !agent.isEmpty()
                ? new Surroundings(
                        isolation(build, agent),
                        build.surroundings().network() ? "shared with its agent" : "none",
                        limits(build.surroundings().bounds(), agent))
                : null;
    }

    private static String isolation(RunBuild build, Map<String, String> agent) {
        return build.surroundings().image() == null
                ? agent.getOrDefault("isolation", "not told by its agent")
                : agent.getOrDefault("containers", "no containers")
                        + ", image "
                        + build.surroundings().image()
                        + services(build);
    }

    private static String services(RunBuild build) {
        var services = build.surroundings().services();
        return services.isEmpty()
                ? ""
                : services.stream()
                        .map(service -> "%s (%s)".formatted(service.name(), service.image()))
                        .collect(joining(", ", ", beside ", ""));
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
