package dev.fairlead.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Outcome.BalancersSeen.Traffic;
import org.junit.jupiter.api.Test;

class StatTableTest {
    /** As HAProxy 2.6 says it, with most of its columns left out. */
    private static final String HTTP =
            """
            # pxname,svname,qcur,scur,stot,hrsp_5xx,status,type,econ,eresp,wretr,srv_abrt,req_tot,mode,
            orders,FRONTEND,,3,900,9,OPEN,0,,,,,900,http,
            orders,order-1,0,2,12,0,UP,2,0,0,1,0,12,http,
            orders,order-2,1,0,8,1,MAINT,2,1,2,0,1,7,http,
            orders,BACKEND,1,2,24,4,UP,1,2,2,1,1,23,http,
            other,order-1,0,0,99,0,UP,2,0,0,0,0,99,http,
            """;

    @Test
    void findsTheServersOfOneBackendByTheNamesOfColumns() {
        var table = StatTable.parse(HTTP, "orders");
        assertThat(table.servers()).containsOnlyKeys("order-1", "order-2");
        assertThat(PoolServer.of(table.servers().get("order-2")))
                .isEqualTo(new PoolServer("order-2", "MAINT", 0, 1, 8));
    }

    @Test
    void countsWhatTheBackendFailedAndNotEachServer() {
        var backend = StatTable.parse(HTTP, "orders").backend().orElseThrow();
        assertThat(BalancerLook.traffic("1/2", backend)).isEqualTo(new Traffic("1/2", 23, 5, 1));
    }

    @Test
    void countsConnectionsWhereThereIsNoHttp() {
        var backend = StatTable.parse(HTTP.replace("http", "tcp"), "orders").backend();
        assertThat(BalancerLook.traffic("1/2", backend.orElseThrow()))
                .isEqualTo(new Traffic("1/2", 24, 4, 1));
    }

    @Test
    void findsNothingInAnswersThatAreNoTable() {
        assertThat(StatTable.parse("Permission denied\n", "orders").servers()).isEmpty();
        assertThat(StatTable.parse("", "orders").backend()).isEmpty();
    }
}
