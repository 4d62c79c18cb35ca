package dev.fairlead.notify.web;

import dev.fairlead.deploy.RunningReleases.Running;
import dev.fairlead.notify.DeploymentCounts.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures in OpenMetrics' text. */
final class OpenMetrics {
    /** The last line. */
    static final String END = "# EOF\n";

    private OpenMetrics() {}

    static String releases(List<Running> running, Map<Long, String> projects) {
        var text =
                new StringBuilder(
                        """
                        # TYPE fairlead_release info
                        # HELP fairlead_release What runs on a host, as it answered last.
                        """);
        for (var one : running) {
            var labels = new LinkedHashMap<String, String>();
            labels.put("project", projects.getOrDefault(one.project(), ""));
            labels.put("environment", one.environment());
            labels.put("host", one.host());
            labels.put("version", one.version());
            labels.put("sha256", one.sha256());
            sample(text, "fairlead_release_info", labels, 1);
        }
        return text.toString();
    }

    static String deployments(List<Count> counts, Map<Long, String> projects) {
        var text =
                new StringBuilder(
                        """
                        # TYPE fairlead_deployments counter
                        # HELP fairlead_deployments Deployments that ended, by how they did.
                        """);
        for (var one : counts) {
            var labels = new LinkedHashMap<String, String>();
            labels.put("project", projects.getOrDefault(one.project(), ""));
            labels.put("environment", one.environment());
            labels.put("result", one.result());
            sample(text, "fairlead_deployments_total", labels, one.number());
        }
        return text.toString();
    }

    private static void sample(
            StringBuilder text, String name, Map<String, String> labels, long value) {
        var inside =
                labels.entrySet().stream()
                        .map(label ->
                                "%s=\"%s\"".formatted(label.getKey(), escaped(label.getValue())))
                        .collect(Collectors.joining(","));
        text.append(name).append('{').append(inside).append("} ").append(value).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
