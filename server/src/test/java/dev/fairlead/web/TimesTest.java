package dev.fairlead.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page says how long something took as a person would. */
class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "3, 3 ms",
        "99, 99 ms",
        "100, 0.1 s",
        "449, 0.4 s",
        "8000, 8 s",
        "59900, 59 s",
        "72000, 1 min 12 s",
        "11400000, 3 h 10 min"
    })
    void spellsATime(long millis, String words) {
        assertThat(Times.spell(Duration.ofMillis(millis))).isEqualTo(words);
    }
}
