package dev.fairlead.agent.host;

import dev.fairlead.protocol.Balancer;
import dev.fairlead.protocol.JobSpec.LookAtBalancers;
import dev.fairlead.protocol.Outcome.BalancersSeen;
import dev.fairlead.protocol.Outcome.BalancersSeen.Seen;
import dev.fairlead.protocol.Outcome.BalancersSeen.Server;
import dev.fairlead.protocol.Outcome.BalancersSeen.Traffic;
import java.io.IOException;

/** Reads what balancers know, and changes nothing. One that is silent does not hide the others. */
final class BalancerLook {
    private BalancerLook() {}

    static BalancersSeen look(LookAtBalancers spec, HostJob job) {
        return new BalancersSeen(
                "", spec.balancers().stream().map(balancer -> seen(balancer, job)).toList());
    }

    private static Seen seen(Balancer balancer, HostJob job) {
        try {
            var pool = new Pool(balancer, job);
            var table = pool.table();
            var process = pool.process();
            return new Seen(
                    balancer.name(),
                    "",
                    table.servers().values().stream().map(BalancerLook::server).toList(),
                    table.backend().map(row -> traffic(process, row)).orElse(null));
        } catch (IOException | IllegalArgumentException e) {
            return Seen.silent(balancer.name(), String.valueOf(e.getMessage()));
        }
    }

    private static Server server(StatTable.Row row) {
        var check = (row.text("check_status") + " " + row.text("last_chk")).strip();
        return new Server(
                row.text("svname"),
                row.text("status"),
                check.substring(0, Math.min(200, check.length())),
                row.number("scur"),
                row.number("lastchg"));
    }

    /**
     * A failed request of HTTP ended with an error of the balancer's or the host's own (5xx), or
     * was broken off by the host after its answer had begun. Of TCP only the second is known.
     */
    static Traffic traffic(String process, StatTable.Row row) {
        var tcp = row.text("mode").equals("tcp");
        var failed =
                tcp
                        ? row.number("econ") + row.number("eresp")
                        : row.number("hrsp_5xx") + row.number("srv_abrt");
        return new Traffic(
                process, row.number(tcp ? "stot" : "req_tot"), failed, row.number("wretr"));
    }
}
