package dev.fairlead.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.problem.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {
    private static final Form TYPED = Form.of(Map.of("setting-minutes", "soon", "name", ""));

    @Test
    void leavesTheNameOutBesideTheFieldThatHasIt() {
        var form = TYPED.refused(Problem.invalid("name", "name: must not be empty: say one."));
        assertThat(form.message("name")).isEqualTo("Must not be empty: say one.");
        assertThat(form.message("setting-minutes")).isNull();
        assertThat(form.message()).isNull();
    }

    @Test
    void findsAFieldThatTheFormCallsOtherwise() {
        var problem = Problem.invalid("minutes", "minutes: must be a number, was \"soon\".");
        var form = TYPED.refused(problem, "setting-minutes");
        assertThat(form.message("setting-minutes")).isEqualTo("Must be a number, was \"soon\".");
        assertThat(form.message()).isNull();
    }

    @Test
    void keepsASentenceThatBeginsWithSomethingElse() {
        var sentence = "Build is green on the head commit: Build 5 failed.";
        assertThat(TYPED.refused(Problem.invalid("name", sentence)).message("name"))
                .isEqualTo(sentence);
    }

    @Test
    void saysAboveTheFormWhatNoFieldOfItWasRefusedFor() {
        var problem = Problem.invalid("tasks[0].name", "tasks[0].name: must be letters.");
        assertThat(TYPED.refused(problem).message()).isEqualTo("tasks[0].name: must be letters.");
    }
}
