package dev.fairlead.plan;

import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the parameters of a plan. */
final class ParametersParser {
    private static final int MOST = 20;
    private static final int MOST_CHOICES = 50;
    private static final int LONGEST_DESCRIPTION = 200;

    private ParametersParser() {}

    static List<Parameter> of(Node node) {
        return YamlMapping.named(node, "parameters", MOST).entrySet().stream()
                .map(entry -> parameter(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Parameter parameter(String name, Node node) {
        Variables.check(name, node);
        var keys = YamlMapping.of(node, "parameter '" + name + "'", Level.PARAMETER);
        var choices = keys.get("choices").map(ParametersParser::choices).orElse(List.of());
        var first = choices.isEmpty() ? "" : choices.getFirst();
        var parameter =
                new Parameter(
                        name,
                        keys.get("description")
                                .map(text ->
                                        YamlScalars.text(text, "description", LONGEST_DESCRIPTION))
                                .orElse(""),
                        keys.get("default").map(ParametersParser::value).orElse(first),
                        choices);
        var refusal = parameter.refusal(parameter.usual());
        if (!refusal.isEmpty()) {
            throw new PlanError(keys.get("default").orElse(node).getStartMark(), refusal);
        }
        return parameter;
    }

    private static List<String> choices(Node node) {
        var choices =
                YamlScalars.each("choices", MOST_CHOICES, ParametersParser::value).apply(node);
        if (choices.isEmpty()) {
            throw new PlanError(node.getStartMark(), "choices needs at least one value");
        }
        return choices;
    }

    private static String value(Node node) {
        return YamlScalars.text(node, "a value", Parameter.LONGEST);
    }
}
