package dev.fairlead.deploy.web;

import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads instants as people and scripts give them. */
final class Moments {
    static final ZoneId UTC = ZoneId.of("UTC");

    private Moments() {}

    /** A zone by its name; UTC where none is given. */
    static ZoneId zone(@Nullable String name) {
        try {
            return name == null || name.isBlank() ? UTC : ZoneId.of(name.strip());
        } catch (DateTimeException _) {
            throw Problem.invalid(
                    "zone",
                    "zone: must be the name of a time zone such as Europe/Berlin, was \"%s\"."
                            .formatted(name));
        }
    }

    /** Where a list that goes back in time begins; now, where nothing is given. */
    static Instant before(@Nullable String given, Clock clock) {
        return given == null ? clock.instant().plusSeconds(60) : at(given, UTC);
    }

    /** {@code 2026-11-24T10:05} where the clocks of the zone say so, or an instant with its own. */
    static Instant at(String given, ZoneId zone) {
        try {
            return given.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                    ? OffsetDateTime.parse(given).toInstant()
                    : LocalDateTime.parse(given).atZone(zone).toInstant();
        } catch (DateTimeParseException _) {
            throw Problem.invalid(
                    "at",
                    "at: must be a date and a time such as 2026-11-24T10:05 or 2026-11-24T10:05:00Z, was \"%s\"."
                            .formatted(given));
        }
    }
}
