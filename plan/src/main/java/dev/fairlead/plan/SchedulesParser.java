package dev.fairlead.plan;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the schedules of a plan. */
final class SchedulesParser {
    private static final int MOST = 20;
    private static final int LONGEST = 100;

    private final List<Parameter> parameters;

    SchedulesParser(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    List<Schedule> of(Node node) {
        return YamlMapping.named(node, "schedules", MOST).entrySet().stream()
                .map(entry -> schedule(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Schedule schedule(String name, Node node) {
        var called = "schedule '" + name + "'";
        var keys = YamlMapping.of(node, called, Level.SCHEDULE);
        var cron =
                keys.get("cron")
                        .orElseThrow(
                                () -> new PlanError(node.getStartMark(), called + " needs cron:"));
        var zone = keys.get("zone").map(SchedulesParser::zone).orElse(ZoneId.of("UTC"));
        var given = keys.get("parameters").map(this::values).orElse(Map.of());
        try {
            return new Schedule(name, YamlScalars.text(cron, "cron", LONGEST), zone, given);
        } catch (IllegalArgumentException e) {
            throw new PlanError(cron.getStartMark(), String.valueOf(e.getMessage()));
        }
    }

    private static ZoneId zone(Node node) {
        var name = YamlScalars.text(node, "zone", LONGEST);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            throw new PlanError(
                    node.getStartMark(),
                    "zone is a time zone such as Europe/Berlin or UTC, found '" + name + "'");
        }
    }

    private Map<String, String> values(Node node) {
        var values = new LinkedHashMap<String, String>();
        YamlMapping.named(node, "parameters", MOST)
                .forEach((name, value) ->
                        values.put(name, YamlScalars.text(value, name, Parameter.LONGEST)));
        try {
            Parameter.values(parameters, values);
            return values;
        } catch (IllegalArgumentException e) {
            throw new PlanError(node.getStartMark(), String.valueOf(e.getMessage()));
        }
    }
}
