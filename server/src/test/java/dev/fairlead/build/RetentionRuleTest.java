package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.problem.Problem;
import org.junit.jupiter.api.Test;

class RetentionRuleTest {
    @Test
    void saysItselfInWords() {
        assertThat(RetentionRule.DEFAULT.words())
                .isEqualTo("the last 20 builds of a branch, and 90 days");
        assertThat(new RetentionRule(1, 1).words())
                .isEqualTo("the last build of a branch, and one day");
    }

    @Test
    void refusesToKeepNothingAndToKeepForever() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> new RetentionRule(0, 90))
                .withMessage("builds: must be from 1 to 1000 for each branch, was 0.");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> new RetentionRule(20, 3_651))
                .withMessage("days: must be from 1 to 3650, was 3651.");
    }
}
