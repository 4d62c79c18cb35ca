package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolRuleTest {
    private final PoolServer up = server("order-1", "UP");

    @Test
    void letsAServerLeaveWhileTheOthersServe() {
        assertThat(refusal(up, 1, server("order-2", "UP"), server("order-3", "no check")))
                .isEmpty();
    }

    @Test
    void keepsAServerWhileAnotherIsOut() {
        assertThat(refusal(up, 1, server("order-2", "MAINT"), server("order-3", "UP")))
                .isEqualTo(
                        "order-1 stays in pool orders: 1 may be out at once, and out is already"
                                + " order-2 (MAINT).");
        assertThat(refusal(up, 2, server("order-2", "DRAIN"), server("order-3", "UP"))).isEmpty();
    }

    @Test
    void keepsTheLastServerThatServes() {
        assertThat(refusal(up, 1, server("order-2", "DOWN")))
                .isEqualTo("order-1 stays in pool orders: no other serves there, order-2 (DOWN).");
    }

    @Test
    void letsAnOnlyServerAndAServerThatIsDownLeave() {
        assertThat(refusal(up, 1)).isEmpty();
        assertThat(refusal(server("order-1", "DOWN"), 1, server("order-2", "MAINT"))).isEmpty();
    }

    private static String refusal(PoolServer leaving, int mayBeOut, PoolServer... others) {
        var all = new ArrayList<>(List.of(others));
        all.add(leaving);
        return PoolRule.refusal("pool orders", leaving, all, mayBeOut);
    }

    private static PoolServer server(String name, String status) {
        return new PoolServer(name, status, 0, 0, 0);
    }
}
