package dev.fairlead.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A deployment as a table of hosts × steps. */
final class RollingTable {
    private RollingTable() {}

    /** The lines of the table: steps as columns in the order they first come, hosts as rows. */
    static List<String> lines(JsonNode deployment, Load load) {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        var columns = new ArrayList<String>();
        for (var step : deployment.path("steps")) {
            var name = step.path("step").asString();
            if (!columns.contains(name)) {
                columns.add(name);
            }
            rows.computeIfAbsent(step.path("host").asString(), _ -> new LinkedHashMap<>())
                    .put(name, cell(step));
        }
        var lines = new ArrayList<String>();
        lines.add("      " + row("", columns));
        rows.forEach((host, cells) ->
                lines.add(
                        "      "
                                + row(
                                        host,
                                        columns.stream()
                                                .map(name -> cells.getOrDefault(name, ""))
                                                .toList())));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "      %s · served %,d, failed %d",
                        deployment.path("state").asString(),
                        load.served(),
                        load.failed()));
        return lines;
    }

    private static String row(String head, List<String> cells) {
        var row = new StringBuilder(String.format(Locale.ROOT, "%-10s", head));
        cells.forEach(cell -> row.append(String.format(Locale.ROOT, "%-11s", cell)));
        return row.toString().stripTrailing();
    }

    private static String cell(JsonNode step) {
        return switch (step.path("state").asString()) {
            case "planned" -> "·";
            case "issued" -> "…";
            case "done" ->
                    step.path("millis").isNumber()
                            ? "✓ " + step.path("millis").asLong() + " ms"
                            : "✓";
            case "failed" -> "✗ failed";
            case "unknown" -> "? unknown";
            default -> step.path("state").asString();
        };
    }
}
