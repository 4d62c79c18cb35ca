package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final String FILE =
            """
            parameters: {TARGET: {choices: [staging, qa]}}
            schedules: {nightly: {%s}}
            build: {steps: [{run: x}]}
            """;

    @Test
    void comesAtTheTimeOfItsZoneAlsoWhenClocksChange() {
        var schedule = new Schedule("nightly", "30 2 * * *", ZoneId.of("Europe/Berlin"), Map.of());

        assertThat(schedule.next(Instant.parse("2026-11-26T00:00:00Z")))
                .contains(Instant.parse("2026-11-26T01:30:00Z"));
        assertThat(schedule.next(Instant.parse("2027-03-27T12:00:00Z")))
                .hasValueSatisfying(next ->
                        assertThat(next)
                                .isAfter(Instant.parse("2027-03-28T00:00:00Z"))
                                .isBefore(Instant.parse("2027-03-29T02:00:00Z")));
    }

    @Test
    void givesParametersTheirValues() {
        var plan = parse("cron: '0 3 * * mon-fri', parameters: {TARGET: qa}");

        assertThat(plan.schedules())
                .containsExactly(
                        new Schedule(
                                "nightly",
                                "0 3 * * mon-fri",
                                ZoneId.of("UTC"),
                                Map.of("TARGET", "qa")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone: UTC | 22: schedule 'nightly' needs cron:",
                "cron: daily | 29: a cron expression has five fields (minute, hour, day of the"
                        + " month, month, day of the week), found 'daily'",
                "cron: 61 3 * * * | 29: '61 3 * * *' is no cron expression such as 30 2 * * mon-fri",
                "cron: 0 0 30 2 * | 29: '0 0 30 2 *' never comes",
                "cron: 0 3 * * *, zone: Mars | 46: zone is a time zone such as Europe/Berlin or"
                        + " UTC, found 'Mars'",
                "cron: 0 3 * * *, parameters: {X: y} | 52: X: there is no such parameter; there"
                        + " are TARGET.",
            })
    void refusesWithPlaceAndRule(String keys, String rest) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse(keys))
                .withMessage("fairlead.yml line 2, column " + rest);
    }

    private static Plan parse(String keys) {
        return PlanParser.parse(FILE.formatted(keys).getBytes(StandardCharsets.UTF_8));
    }
}
