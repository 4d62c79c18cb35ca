package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome.BalancersSeen.Seen;
import dev.fairlead.protocol.Outcome.BalancersSeen.Server;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What balancers said of hosts when they were looked at last. */
@Component
class PoolStore {
    private final JdbcClient jdbc;

    PoolStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A balancer that was silent takes nothing back of what it said before. */
    void seen(Environment environment, Seen seen) {
        jdbc.sql(
                        """
                        insert into balancer_state (environment_id, balancer, failure, observed)
                        values (:environment, :balancer, :failure, clock_timestamp())
                        on conflict (environment_id, balancer) do update set
                            failure = excluded.failure, observed = excluded.observed
                        """)
                .param("environment", environment.id())
                .param("balancer", seen.balancer())
                .param("failure", seen.failure())
                .update();
        if (seen.failure().isEmpty()) {
            Map<String, Server> servers =
                    seen.servers().stream()
                            .collect(
                                    Collectors.toMap(
                                            Server::name, Function.identity(), (a, _) -> a));
            for (var host : environment.definition().hosts()) {
                var server = host.serverAt(seen.balancer());
                seat(
                        environment.id(),
                        seen.balancer(),
                        host.name(),
                        servers.getOrDefault(server, Server.missing(server)));
            }
        }
    }

    /** Since when it is so: a reload says anew what was so before it. */
    private void seat(long environment, String balancer, String host, Server server) {
        jdbc.sql(
                        """
                        insert into pool_seat (environment_id, balancer, host, status,
                            check_result, sessions, since, observed)
                        values (:environment, :balancer, :host, :status, :check, :sessions,
                            now() - make_interval(secs => :seconds), now())
                        on conflict (environment_id, balancer, host) do update set
                            status = excluded.status, check_result = excluded.check_result,
                            sessions = excluded.sessions, observed = excluded.observed,
                            since = case
                                when split_part(pool_seat.status, ' ', 1)
                                    = split_part(excluded.status, ' ', 1)
                                then least(pool_seat.since, excluded.since)
                                else excluded.since end
                        """)
                .param("environment", environment)
                .param("balancer", balancer)
                .param("host", host)
                .param("status", server.status())
                .param("check", server.check())
                .param("sessions", server.sessions())
                .param("seconds", server.seconds())
                .update();
    }

    /** Balancers and hosts that are not in the definition any more. */
    void forgetOthers(Environment environment) {
        var definition = environment.definition();
        var balancers = definition.balancers().stream().map(Definition.Balancer::name).toList();
        jdbc.sql(
                        """
                        delete from balancer_state
                        where environment_id = :environment and balancer not in (:balancers)
                        """)
                .param("environment", environment.id())
                .param("balancers", given(balancers))
                .update();
        jdbc.sql(
                        """
                        delete from pool_seat where environment_id = :environment
                            and (balancer not in (:balancers) or host not in (:hosts))
                        """)
                .param("environment", environment.id())
                .param("balancers", given(balancers))
                .param("hosts", definition.hosts().stream().map(Definition.Host::name).toList())
                .update();
    }

    private static List<String> given(List<String> names) {
        return names.isEmpty() ? List.of("") : names;
    }

    List<SeatState> seats(long environment) {
        return jdbc.sql(
                        """
                        select * from pool_seat where environment_id = :environment
                        order by host, balancer
                        """)
                .param("environment", environment)
                .query((rs, _) ->
                        new SeatState(
                                rs.getString("host"),
                                rs.getString("balancer"),
                                rs.getString("status"),
                                rs.getString("check_result"),
                                rs.getLong("sessions"),
                                rs.getTimestamp("since").toInstant(),
                                rs.getTimestamp("observed").toInstant()))
                .list();
    }

    /** The balancers, and why those that were silent were. */
    List<BalancerState> balancers(long environment) {
        return jdbc.sql(
                        """
                        select * from balancer_state where environment_id = :environment
                        order by balancer
                        """)
                .param("environment", environment)
                .query((rs, _) ->
                        new BalancerState(
                                rs.getString("balancer"),
                                rs.getString("failure"),
                                rs.getTimestamp("observed").toInstant()))
                .list();
    }
}
