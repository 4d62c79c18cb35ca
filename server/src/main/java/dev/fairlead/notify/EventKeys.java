package dev.fairlead.notify;

import dev.fairlead.problem.Problem;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Events by the keys that scripts and receivers know. */
final class EventKeys {
    private EventKeys() {}

    /**
     * @param shown the key as a refusal may repeat it
     */
    static <E> E find(E[] all, Function<E, String> keyOf, String key, String shown) {
        return Arrays.stream(all)
                .filter(event -> keyOf.apply(event).equals(key))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(
                                "events",
                                "events: must be among %s, was \"%s\"."
                                        .formatted(
                                                Arrays.stream(all)
                                                        .map(keyOf)
                                                        .collect(Collectors.joining(", ")),
                                                shown)));
    }
}
