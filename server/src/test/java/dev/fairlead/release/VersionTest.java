package dev.fairlead.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.issue.IssueType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource({
        "1.0.0, STORY, 1.1.0",
        "1.0.0, EPIC, 1.1.0",
        "1.0.0, BUG, 1.0.1",
        "1.0.0, TASK, 1.0.1",
        "1.9.9, STORY, 1.10.0",
        "1.9.9, BUG, 1.9.10",
        "2.3.4, STORY, 2.4.0",
    })
    void theKindOfIssueDecides(String version, IssueType type, String next) {
        assertThat(Version.of(version).raised(Raise.of(type))).hasToString(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.2.3.4", "01.2.3", "1.2.x", "v1.2.3", "", "1.2.3-SNAPSHOT"})
    void refusesWhatIsNotThreeNumbers(String text) {
        assertThatThrownBy(() -> Version.of(text))
                .hasMessage("version: must be MAJOR.MINOR.PATCH, was \"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({"1.9.0, 1.10.0", "1.10.9, 2.0.0", "1.0.9, 1.0.10"})
    void ordersByNumber(String lower, String higher) {
        assertThat(Version.of(lower)).isLessThan(Version.of(higher));
    }
}
