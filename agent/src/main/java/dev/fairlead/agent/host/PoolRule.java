package dev.fairlead.agent.host;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** When a server may leave its pool: the others must be enough. */
final class PoolRule {
    private PoolRule() {}

    /** Why the server may not leave now, in a sentence; empty when it may. */
    static String refusal(
            String pool, PoolServer leaving, Collection<PoolServer> all, int mayBeOut) {
        if (!leaving.serves()) {
            return ""; // it takes nothing out of the pool that is not out already
        }
        var others = all.stream().filter(one -> !one.name().equals(leaving.name())).toList();
        var out = others.stream().filter(PoolServer::takenOut).toList();
        if (out.size() + 1 > mayBeOut) {
            return "%s stays in %s: %d may be out at once, and out is already %s."
                    .formatted(leaving.name(), pool, mayBeOut, told(out));
        }
        if (mayBeOut <= others.size() && others.stream().noneMatch(PoolServer::serves)) {
            return "%s stays in %s: no other serves there, %s."
                    .formatted(leaving.name(), pool, told(others));
        }
        return "";
    }

    private static String told(List<PoolServer> servers) {
        return servers.stream()
                .map(server -> server.name() + " (" + server.status() + ")")
                .collect(Collectors.joining(", "));
    }
}
