package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built.StepRun;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    @Test
    void failedTestsFailABuildWhoseStepsIgnoredThem() {
        assertThat(Outcomes.failure(built("", test(Verdict.FAILED)))).isEqualTo("1 test failed");
        assertThat(
                        Outcomes.failure(
                                built(
                                        "mvn ended with 1",
                                        test(Verdict.FAILED),
                                        test(Verdict.FAILED))))
                .isEqualTo("2 tests failed");
    }

    @Test
    void withoutFailedTestsTheStepSpeaks() {
        assertThat(Outcomes.failure(built("mvn ended with 1", test(Verdict.PASSED))))
                .isEqualTo("mvn ended with 1");
        assertThat(Outcomes.failure(built("", test(Verdict.SKIPPED)))).isEmpty();
    }

    @Test
    void cutsWhatIsTooMuchAndDropsNul() {
        var loud = new TestCase("s\0uite", "n".repeat(1_000), Verdict.PASSED, 1, "d".repeat(9_000));
        var outcome =
                new Outcome.Built(
                        "",
                        Collections.nCopies(80, new StepRun("a", 0, 1, 0)),
                        Collections.nCopies(10_001, loud),
                        List.of());
        var read = Outcomes.built(outcome);
        assertThat(read.steps()).hasSize(50);
        assertThat(read.tests()).hasSize(10_000);
        assertThat(read.tests().getFirst().suite()).isEqualTo("suite");
        assertThat(read.tests().getFirst().name()).hasSize(500).endsWith("…");
        assertThat(read.tests().getFirst().detail()).hasSize(4_000);
    }

    @Test
    void anotherKindOfOutcomeIsAFailure() {
        var read = Outcomes.built(new Outcome.HostStepRan("", 0, 1, false));
        assertThat(Outcomes.failure(read))
                .isEqualTo("the agent reported something else than a build");
    }

    private static TestCase test(Verdict verdict) {
        return new TestCase("orders.SearchTest", "finds", verdict, 3, "");
    }

    private static Outcome.Built built(String failure, TestCase... tests) {
        return new Outcome.Built(failure, List.of(), List.of(tests), List.of());
    }
}
