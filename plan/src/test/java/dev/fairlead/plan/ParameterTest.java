package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterTest {
    private static final List<Parameter> PARAMETERS =
            List.of(
                    new Parameter("TARGET", "Where to", "staging", List.of("staging", "qa")),
                    new Parameter("NOTE", "", "", List.of()));

    @Test
    void takesWhatIsGivenAndTheUsualValuesOtherwise() {
        assertThat(Parameter.values(PARAMETERS, Map.of("NOTE", "$(reboot)")))
                .isEqualTo(Map.of("TARGET", "staging", "NOTE", "$(reboot)"));
        assertThat(Parameter.values(PARAMETERS, Collections.singletonMap("NOTE", null)))
                .isEqualTo(Map.of("TARGET", "staging", "NOTE", ""));
    }

    @Test
    void refusesValuesThatMayNotBe() {
        assertRefused("TARGET", "prod", "TARGET: must be one of staging, qa, was \"prod\".");
        assertRefused("NOTE", "x".repeat(1001), "NOTE: has 1001 characters; the limit is 1000.");
        assertRefused("NOTE", "a\nb", "NOTE: must be one line without control characters.");
        assertRefused("X", "a", "X: there is no such parameter; there are TARGET, NOTE.");
    }

    @Test
    void refusesADefaultThatIsNoChoiceAtItsPlace() {
        var text = "{parameters: {A: {default: c, choices: [a, b]}}, build: {steps: [{run: x}]}}";
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> PlanParser.parse(text.getBytes(StandardCharsets.UTF_8)))
                .withMessage("fairlead.yml line 1, column 28: A: must be one of a, b, was \"c\".");
    }

    private static void assertRefused(String name, String value, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.values(PARAMETERS, Map.of(name, value)))
                .withMessage(sentence);
    }
}
