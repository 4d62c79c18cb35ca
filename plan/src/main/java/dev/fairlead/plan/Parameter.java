package dev.fairlead.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A value that may be given to a build which is run by hand; every build has one.
 *
 * @param name of the variable that holds it
 * @param usual its value where none is given
 * @param choices the only values it may have; empty where it may have any
 */
public record Parameter(String name, String description, String usual, List<String> choices) {
    static final int LONGEST = 1_000;

    /**
     * The values of all parameters, where some are given; null is none.
     *
     * @throws IllegalArgumentException with a sentence, for a value that may not be
     */
    public static Map<String, String> values(
            List<Parameter> parameters, Map<String, String> given) {
        var values = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            var value = Objects.requireNonNullElse(given.get(parameter.name()), parameter.usual());
            var refusal = parameter.refusal(value);
            if (!refusal.isEmpty()) {
                throw new IllegalArgumentException(refusal);
            }
            values.put(parameter.name(), value);
        }
        for (var name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException(unknown(name, values));
            }
        }
        return values;
    }

    private static String unknown(String name, Map<String, String> known) {
        return known.isEmpty()
                ? "%s: the plan has no parameters.".formatted(name)
                : "%s: there is no such parameter; there are %s."
                        .formatted(name, String.join(", ", known.keySet()));
    }

    /** Why it cannot have that value, in a sentence; empty where it can. */
    String refusal(String value) {
        if (!choices.isEmpty() && !choices.contains(value)) {
            return "%s: must be one of %s, was \"%s\"."
                    .formatted(name, choices.stream().collect(Collectors.joining(", ")), value);
        }
        if (value.length() > LONGEST) {
            return "%s: has %d characters; the limit is %d."
                    .formatted(name, value.length(), LONGEST);
        }
        return value.chars().anyMatch(Character::isISOControl)
                ? "%s: must be one line without control characters.".formatted(name)
                : "";
    }
}
