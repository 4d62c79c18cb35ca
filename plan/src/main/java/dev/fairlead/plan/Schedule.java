package dev.fairlead.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * Times at which a build of the default branch begins by itself.
 *
 * @param cron five fields: minute, hour, day of the month, month, day of the week
 * @param parameters values for some of the plan's
 */
public record Schedule(String name, String cron, ZoneId zone, Map<String, String> parameters) {
    /** Refuses what is no cron expression, or one that never comes, with a sentence. */
    public Schedule {
        var fields = cron.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "a cron expression has five fields (minute, hour, day of the month, month, day"
                            + " of the week), found '%s'".formatted(cron));
        }
        if (!CronExpression.isValidExpression("0 " + cron.strip())) {
            throw new IllegalArgumentException(
                    "'%s' is no cron expression such as 30 2 * * mon-fri".formatted(cron));
        }
        if (next(cron, zone, Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException("'%s' never comes".formatted(cron));
        }
    }

    /** The next time after an instant; empty where there is none. */
    public Optional<Instant> next(Instant after) {
        return next(cron, zone, after);
    }

    /** Spring's has a field for seconds first. */
    private static Optional<Instant> next(String cron, ZoneId zone, Instant after) {
        var next = CronExpression.parse("0 " + cron.strip()).next(after.atZone(zone));
        return Optional.ofNullable(next).map(ZonedDateTime::toInstant);
    }
}
