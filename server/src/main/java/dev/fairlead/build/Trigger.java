package dev.fairlead.build;

import dev.fairlead.plan.Event;
import java.util.Map;

/**
 * What began a build.
 *
 * @param by the person or the schedule; empty where the event says all
 * @param parameters the values of those that its plan has; before the plan is read, those given
 */
public record Trigger(Event event, String by, Map<String, String> parameters) {
    static final Trigger PUSH = of(Event.PUSH);

    static Trigger of(Event event) {
        return new Trigger(event, "", Map.of());
    }

    Trigger with(Map<String, String> values) {
        return new Trigger(event, by, values);
    }

    /** In words that go on after "began". */
    public String words() {
        return switch (event) {
            case PUSH -> "with a push";
            case PULL_REQUEST -> "with a pull request";
            case RELEASE -> "with a release";
            case SCHEDULE -> "by schedule " + by;
            case MANUAL -> "by hand of " + by;
        };
    }
}
