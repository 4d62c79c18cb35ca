package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.JobSpec.TryHost.Needs;
import dev.fairlead.protocol.Outcome.HostTried;
import dev.fairlead.protocol.Outcome.HostTried.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
    @Test
    void needsThreeTimesTheArtifactUnlessItSaysHowMuch() {
        assertThat(new Preflight(0, 25).needs((10 << 20) + 1)).isEqualTo(new Needs(31, 25));
        assertThat(new Preflight(500, 0).needs(1)).isEqualTo(new Needs(500, 0));
    }

    @Test
    void tellsAllThatAHostLacks() {
        var tried =
                new HostTried(
                        "",
                        List.of(
                                new Check("folder", true, "It is there."),
                                new Check("disk", false, "1 MB is free."),
                                new Check("java", false, "There is no Java.")));
        assertThat(Preflight.lacking("order-1", tried))
                .isEqualTo("order-1: 1 MB is free. order-1: There is no Java.");
        assertThat(Preflight.lacking("order-1", new HostTried("", List.of()))).isEmpty();
        assertThat(Preflight.lacking("order-1", new HostTried("The agent ended.", List.of())))
                .isEqualTo("The agent ended.");
    }
}
