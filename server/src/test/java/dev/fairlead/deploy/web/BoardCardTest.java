package dev.fairlead.deploy.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.deploy.BoardEntry;
import dev.fairlead.deploy.Definition;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.HostAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardCardTest {
    private static final BoardEntry.Ended FAILED =
            new BoardEntry.Ended(3, "1.1.0", Deployment.State.FAILED, "");

    /** Hosts that all run a release are not behind it, though nothing verified that yet. */
    @Test
    void saysThatWhatRunsIsNotVerified() {
        assertThat(card(false, FAILED, "1.1.0").next())
                .isEqualTo("1.1.0 runs, and is not verified: ORD-2");
        assertThat(card(false, FAILED, "1.0.0").next())
                .isEqualTo("1 release behind staging: ORD-2");
    }

    @Test
    void tellsASetThatStandsByFromHostsThatAreOut() {
        assertThat(card(true, null, "1.1.0").standsBy()).isTrue();
        assertThat(card(true, FAILED, "1.1.0").standsBy()).isFalse();
        assertThat(card(false, null, "1.1.0").standsBy()).isFalse();
    }

    private static BoardCard card(boolean sets, BoardEntry.@Nullable Ended ended, String runs) {
        var place =
                new BoardEntry.Place(
                        1,
                        1,
                        "qa",
                        Definition.Kind.QA,
                        1,
                        "orders",
                        1L,
                        false,
                        null,
                        sets,
                        false,
                        List.of("b1"));
        var host = new BoardEntry.Host("b1", new HostAnswer("ab", runs, null), Instant.EPOCH, true);
        return BoardCard.of(
                "ORD",
                new BoardEntry(
                        place,
                        List.of(host),
                        new BoardEntry.Verified(2, 2, "1.0.0", "ab", null, Instant.EPOCH),
                        ended,
                        null,
                        List.of(),
                        List.of(),
                        new BoardEntry.Next("1.1.0", 1, "ORD-2", "staging", Instant.EPOCH)),
                Map.of());
    }
}
