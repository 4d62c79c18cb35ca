package dev.fairlead.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NagiosWordsTest {
    private static final String SAID = "Fairlead, deployment 7 of ORD in production";

    @Test
    void putsAHostAndItsServicesIntoDowntimeWithAnEndOfItsOwn() {
        assertThat(words(NoticeEvent.HOST_BEGAN, "order-1 = web01", "order-1").lines())
                .containsExactly(
                        "[1000] SCHEDULE_HOST_DOWNTIME;web01;1000;1600;1;0;600;Fairlead;" + SAID,
                        "[1000] SCHEDULE_HOST_SVC_DOWNTIME;web01;1000;1600;1;0;600;Fairlead;"
                                + SAID);
    }

    @Test
    void liftsNothingButItsOwn() {
        assertThat(words(NoticeEvent.HOST_ENDED, "", "order-1", "order-2").lines())
                .containsExactly(
                        "[1000] DEL_DOWNTIME_BY_HOST_NAME;order-1;;;" + SAID,
                        "[1000] DEL_DOWNTIME_BY_HOST_NAME;order-2;;;" + SAID);
    }

    @Test
    void commentsOnEachHostThatNagiosKnows() {
        assertThat(words(NoticeEvent.DEPLOYMENT_VERIFIED, "order-2 =", "order-1", "order-2"))
                .isEqualTo(
                        "[1000] ADD_HOST_COMMENT;order-1;1;Fairlead;ORD 1.4.3 [1] SHUTDOWN_PROGRAM"
                                + " is verified (https://f.example/deployments/7)");
    }

    @Test
    void saysNothingWhereNagiosKnowsNone() {
        assertThat(words(NoticeEvent.HOST_BEGAN, "order-1 =", "order-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-1", "= web01", "order-1 = web;01", "order-1 = a\u0000b"})
    void refusesAMappingThatIsNone(String hosts) {
        assertThatThrownBy(() -> NagiosWords.hosts(hosts))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("hosts: must be lines such as order-1 = web01");
    }

    private static String words(NoticeEvent event, String mapping, String... hosts) {
        var to =
                new Addressee(
                        1,
                        ChannelKind.NAGIOS,
                        "/rw/nagios.cmd",
                        Map.of("hosts", mapping, "minutes", "10"));
        return NagiosWords.of(
                to,
                new Notice(
                        event.key(),
                        event.tone(),
                        Instant.ofEpochSecond(1_000),
                        "ORD",
                        "production",
                        List.of(hosts),
                        "ORD 1.4.3\n[1] SHUTDOWN_PROGRAM is verified",
                        "",
                        new Notice.Link("deployment 7", "https://f.example/deployments/7"),
                        null,
                        Map.of()));
    }
}
