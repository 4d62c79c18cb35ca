package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.build.Build.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Newer pushes and older builds. */
@ModuleTest
class SupersedingModuleTest {
    @Autowired ApplicationContext context;
    @Autowired SupersedingStore superseding;
    @TempDir Path folder;

    @Test
    void aPushEndsWhatIsQueuedOfItsBranchAndNothingElse() throws IOException {
        var trial = BuildTrial.begin(context, folder, "cancel-older: true\n" + BuildTrial.PLAN);
        var running = trial.push("topic", "One");
        var job = trial.agent.claim(0);
        var other = trial.push("other", "Two");
        var queued = trial.push("topic", "Three");

        var newest = trial.push("topic", "Four");

        await().until(() -> trial.builds().get(queued.id()).state() == State.CANCELLED);
        assertThat(trial.builds().get(queued.id()).failure())
                .isEqualTo("superseded by build " + newest.id());
        assertThat(trial.builds().get(other.id()).state()).isEqualTo(State.QUEUED);
        assertThat(trial.builds().get(newest.id()).state()).isEqualTo(State.QUEUED);
        trial.report(job);
        assertThat(trial.builds().get(running.id()).state()).isEqualTo(State.PASSED);

        var again =
                trial.builds()
                        .again(trial.project.writer(), trial.builds().get(running.id()), null);
        assertThat(superseding.next()).isNotEqualTo(Optional.of(again.id()));
        assertThat(trial.builds().get(newest.id()).state()).isEqualTo(State.QUEUED);
    }
}
