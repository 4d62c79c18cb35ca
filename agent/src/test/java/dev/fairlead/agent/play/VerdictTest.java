package dev.fairlead.agent.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.TaskRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final Verdict verdict = new Verdict();

    @Test
    void aPlaybookThatNamesNoHostHasFailed() {
        assertThat(verdict.failure(0, 60)).startsWith("The playbook did nothing");
    }

    @Test
    void namesTheHostsThatAreLostAtTheEndAndNoneThatWereRescued() {
        verdict.add(run("app-1", "stop", TaskRun.State.FAILED, false));
        verdict.add(run("app-1", "start", TaskRun.State.OK, false));
        verdict.add(run("app-2", "stop", TaskRun.State.FAILED, false));
        verdict.ended(List.of("app-2"));
        assertThat(verdict.failure(2, 60))
                .isEqualTo(
                        "app-2 failed at the task \"stop\": no such unit. ansible-playbook ended"
                                + " with exit code 2.");
    }

    @Test
    void aFailureThatThePlaybookIgnoresIsNone() {
        verdict.add(run("app-1", "stop", TaskRun.State.FAILED, true));
        assertThat(verdict.failure(0, 60)).isEmpty();
    }

    @Test
    void namesFiveHostsAndCountsTheOthers() {
        for (int i = 1; i <= 7; i++) {
            verdict.add(run("app-" + i, "stop", TaskRun.State.UNREACHABLE, false));
        }
        assertThat(verdict.failure(4, 60))
                .contains("app-5 could not be reached")
                .contains("2 further hosts failed.")
                .doesNotContain("app-6");
    }

    @Test
    void saysWhatAnsibleCalledAnErrorWhenNoHostFailed() {
        var said = "\nERROR! the role 'x' was not found\n\nThe error appears to be in ...\n";
        verdict.heard(said.getBytes(), said.length());
        assertThat(verdict.failure(1, 60))
                .isEqualTo("ansible-playbook ended with exit code 1. the role 'x' was not found.");
    }

    private static TaskRun run(String host, String name, TaskRun.State state, boolean ignored) {
        return new TaskRun(1, "play", name, host, state, ignored, "no such unit\nat all", 3);
    }
}
