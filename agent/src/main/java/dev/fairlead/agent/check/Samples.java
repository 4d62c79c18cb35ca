package dev.fairlead.agent.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values that Prometheus answers to a query.
 *
 * @param failure why there are none; empty otherwise
 */
record Samples(List<Double> values, String failure) {
    static Samples read(String body) {
        try {
            var answer = JsonMapper.shared().readTree(body);
            return answer.path("status").asString("").equals("success")
                    ? of(answer.path("data"))
                    : failed("Prometheus says: " + answer.path("error").asString("nothing"));
        } catch (JacksonException _) {
            return failed("that is no answer of Prometheus: " + Finding.plain(body, 100));
        }
    }

    private static Samples of(JsonNode data) {
        var values = new ArrayList<Double>();
        switch (data.path("resultType").asString("")) {
            case "scalar" -> values.add(value(data.path("result")));
            case "vector" ->
                    data.path("result").forEach(one -> values.add(value(one.path("value"))));
            default -> {
                return failed("the query has to answer one value a series, at this moment");
            }
        }
        return values.isEmpty()
                ? failed("no data: the query found no series. Nobody knows whether that is well")
                : new Samples(List.copyOf(values), "");
    }

    /** A pair of time and text. */
    private static double value(JsonNode pair) {
        return switch (pair.path(1).asString("NaN")) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case String text -> number(text);
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    /** No number (NaN) is within no bounds. */
    Finding judge(@Nullable Double above, @Nullable Double below) {
        var outside =
                values.stream()
                        .filter(v ->
                                !((above == null || v > above) && (below == null || v < below)))
                        .toList();
        var of = values.size() == 1 ? "" : " of %d series".formatted(values.size());
        return outside.isEmpty()
                ? Finding.passed(values.getFirst() + (of.isEmpty() ? "" : " and others," + of))
                : Finding.failed(
                        outside.getFirst()
                                + (of.isEmpty() ? "" : ", %d%s".formatted(outside.size(), of)));
    }

    private static Samples failed(String failure) {
        return new Samples(List.of(), failure);
    }
}
