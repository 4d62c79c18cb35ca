package dev.fairlead.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.Outcome.HostObserved;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a host's answer leads to. */
class ExpectationTest {
    private static final ObserveHost QUESTION =
            new ObserveHost(
                    "order-1", "/srv/app", "app.jar", "abc", "http://order-1/version", false);

    private static final Expectation EXPECTED = new Expectation("abc", "1.4.3", true, true);

    @Test
    void isTheReleaseInAProcessThatIsYoungerThanTheInstall() {
        assertThat(against(told("abc", true, "1.4.3"))).isEmpty();
        assertThat(against(told("abc", null, "1.4.3"))).isEmpty(); // nobody knows when that was
        assertThat(against(told("abd", true, "1.4.3"))).contains("other bytes", "abd");
        assertThat(against(told("abc", false, "1.4.3"))).contains("older than the install");
        assertThat(against(told("abc", true, "1.4.2"))).contains("answers version 1.4.2");
        assertThat(against(told("abc", true, null))).contains("did not tell its version");
        assertThat(against(told(null, true, null))).contains("could not tell what it runs");
        assertThat(against(silent())).contains("could not be asked: no route to host");
    }

    @Test
    void keepsAHostThatAnswersSomethingElseFromWhatFollows() {
        var question = QUESTION.expecting(EXPECTED);
        assertThat(question.leadsOn(told("abc", true, "1.4.3"))).isTrue();
        assertThat(question.leadsOn(told("abd", true, "1.4.3"))).isFalse();
        assertThat(question.leadsOn(silent())).isFalse();
    }

    @Test
    void keepsNobodyFromAskingTheNextHostWhereThereIsNone() {
        assertThat(QUESTION.leadsOn(silent())).isTrue();
    }

    private static String against(HostObserved told) {
        return EXPECTED.against("order-1", told);
    }

    private static HostObserved told(String sha256, Boolean afterInstall, String version) {
        return new HostObserved(
                "",
                "/srv/app/app.jar",
                sha256,
                null,
                afterInstall,
                version,
                null,
                false,
                List.of());
    }

    private static HostObserved silent() {
        return new HostObserved(
                "no route to host", null, null, null, null, null, null, false, List.of());
    }
}
