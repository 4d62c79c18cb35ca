package dev.fairlead.plan;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What begins a build. */
public enum Event {
    PUSH,
    PULL_REQUEST,
    RELEASE,
    SCHEDULE,
    MANUAL;

    /** As a fairlead.yml calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words(Collection<Event> events) {
        return events.stream().sorted().map(Event::word).collect(Collectors.joining(", "));
    }

    static Optional<Event> called(String word) {
        return Arrays.stream(values()).filter(event -> event.word().equals(word)).findFirst();
    }
}
