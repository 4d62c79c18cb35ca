package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTest {
    @Test
    void saysWhatWentWrongWhereAndOnce() {
        assertThat(failed("u3", "verify on u3 ended with exit code 1.").trouble())
                .isEqualTo("verify on u3 ended with exit code 1.");
        assertThat(failed("u3", "u3: Java 17 is there, Java 25 is wanted.").trouble())
                .isEqualTo("verify on u3: Java 17 is there, Java 25 is wanted.");
        assertThat(failed("u3", "The agent is gone.").trouble())
                .isEqualTo("verify on u3: The agent is gone.");
        assertThat(failed("", "It took longer than 5 s.").trouble())
                .isEqualTo("verify on the deployment: It took longer than 5 s.");
    }

    private static Step failed(String host, String note) {
        return new Step(
                1,
                1,
                host,
                1,
                0,
                StepName.VERIFY,
                0,
                1,
                StepState.FAILED,
                null,
                null,
                null,
                note,
                false,
                null,
                null,
                null);
    }
}
