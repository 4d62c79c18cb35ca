package dev.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.plan.JobPlan;
import dev.fairlead.plan.PlanParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<JobPlan> JOBS =
            PlanParser.parse(
                            """
                            build:
                              jobs:
                                publish: {needs: [package], steps: [{run: x}]}
                                package: {needs: [unit], steps: [{run: x}]}
                                unit: {matrix: {jdk: [21, 25]}, steps: [{run: x}]}
                                lint: {steps: [{run: x}]}
                            """
                                    .getBytes(StandardCharsets.UTF_8))
                    .build();

    @Test
    void takesAllInAnOrderInWhichEachFindsWhatItNeeds() {
        assertThat(names()).containsExactly("unit (21)", "unit (25)", "package", "publish", "lint");
    }

    @Test
    void takesANamedJobWithWhatItNeeds() {
        assertThat(names("package")).containsExactly("unit (21)", "unit (25)", "package");
        assertThat(names("unit")).containsExactly("unit (21)", "unit (25)");
        assertThat(names("unit (25)", "lint")).containsExactly("unit (25)", "lint");
    }

    @Test
    void saysWhichJobsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names("deploy"))
                .withMessage(
                        "There is no job 'deploy'; there are publish, package, unit (21),"
                                + " unit (25), lint.");
    }

    private static List<String> names(String... names) {
        return Selection.of(JOBS, List.of(names)).stream().map(JobPlan::name).toList();
    }
}
