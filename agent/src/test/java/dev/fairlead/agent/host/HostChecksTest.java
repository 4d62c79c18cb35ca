package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.agent.check.Answering;
import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.Outcome.HostChecked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of checks, with real commands under the real wrapper. */
class HostChecksTest {
    private static final Check.Patience ONCE = new Check.Patience(10, 0);

    @TempDir Path folder;

    @Test
    void looksAtOneAfterTheOtherUntilOneFails() throws Exception {
        try (var one = Answering.with("503 Busy", "")) {
            var checked =
                    run(
                            new FakeHostJob(1),
                            command("first", "true", ONCE),
                            new Check.Http("health", one.url(), 200, null, null, ONCE),
                            command("never", "touch never", ONCE));
            assertThat(checked.failure())
                    .isEqualTo(
                            "verify on order-1: health has to find status 200; found: status 503.");
            assertThat(checked.results())
                    .extracting(HostChecked.Result::name)
                    .containsExactly("first", "health");
            assertThat(checked.results())
                    .extracting(HostChecked.Result::passed)
                    .containsExactly(true, false);
            assertThat(folder.resolve("never")).doesNotExist();
        }
    }

    @Test
    void repeatsALookUntilItHolds() throws Exception {
        var grows = "echo x >> n; [ $(wc -l < n) -ge 3 ]";
        var checked = run(new FakeHostJob(1), command("grows", grows, new Check.Patience(10, 60)));
        assertThat(checked.failure()).isEmpty();
        assertThat(checked.results().getFirst().looks()).isEqualTo(3);
    }

    @Test
    void givesUpWhenItsTimeIsOver() throws Exception {
        var checked =
                run(new FakeHostJob(1), command("never", "exit 3", new Check.Patience(10, 1)));
        assertThat(checked.failure())
                .isEqualTo("verify on order-1: never has to find exit code 0; found: exit code 3.");
        assertThat(checked.results().getFirst().looks()).isGreaterThan(1);
    }

    @Test
    void aCommandThatOnlyLooksRunsAgainUnderItsFenceAndNotUnderALowerOne() throws Exception {
        var job = new FakeHostJob(5);
        assertThat(run(job, command("a", "true", ONCE), command("b", "true", ONCE)).failure())
                .isEmpty();
        assertThat(run(job, command("c", "exit 4", ONCE)).results().getFirst().found())
                .isEqualTo("exit code 4");
        var late = run(new FakeHostJob(4), command("d", "touch late", new Check.Patience(10, 60)));
        assertThat(late.refused()).isTrue();
        assertThat(folder.resolve("late")).doesNotExist();
    }

    /** A look must not open the door for a command that changes something. */
    @Test
    void aCommandThatChangesSomethingRunsNoSecondTimeUnderAFenceThatLooked() throws Exception {
        run(new FakeHostJob(5), command("a", "true", ONCE));
        var change =
                new RunHostStep(
                        "start", "order-1", folder.toString(), "touch up", Map.of(), null, 10);
        assertThat(
                        HostSteps.run(change, LocalHome.of(folder.toString()), new FakeHostJob(5))
                                .refused())
                .isTrue();
        assertThat(folder.resolve("up")).doesNotExist();
    }

    @Test
    void endsWhenTheJobIsNoLongerOurs() {
        var job = new FakeHostJob(1);
        job.cancelled = true;
        assertThatThrownBy(() -> run(job, command("never", "false", new Check.Patience(10, 3600))))
                .hasMessageContaining("no longer ours");
    }

    @Test
    void passesOnNoMoreThanItsShareOfALog() throws Exception {
        var loud = "head -c 600000 /dev/zero | tr '\\0' 'x'; exit 1";
        var job = new FakeHostJob(1);
        run(job, command("loud", loud, new Check.Patience(10, 2)));
        assertThat(job.said().length()).isLessThan(1_200_000);
        assertThat(job.said()).contains("pass on 1 MB of output");
    }

    private HostChecked run(FakeHostJob job, Check... checks) throws Exception {
        var spec =
                new CheckHost(
                        "verify",
                        "order-1",
                        folder.toString(),
                        List.of(checks),
                        Map.of(),
                        List.of());
        return HostChecks.run(spec, LocalHome.of(spec.folder()), job);
    }

    private static Check command(String name, String command, Check.Patience patience) {
        return new Check.Command(name, command, patience);
    }
}
