package dev.fairlead.agent.host;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server of a backend as {@code show stat} tells it.
 *
 * @param status such as {@code UP}, {@code UP 1/2}, {@code DRAIN (agent)}, {@code no check}
 * @param sessions current ones
 * @param queued requests that wait for this server
 * @param requests that it got since its HAProxy started
 */
record PoolServer(String name, String status, int sessions, int queued, long requests) {
    private static final String SERVER_TYPE = "2";

    /** Whether it gets new requests. */
    boolean serves() {
        return status.startsWith("UP") || status.equals("no check");
    }

    /** Whether somebody took it out, rather than its health. */
    boolean takenOut() {
        return status.startsWith("DRAIN") || status.startsWith("MAINT");
    }

    boolean idle() {
        return sessions == 0 && queued == 0;
    }

    /** The backend's servers by name; columns are found by the header's names. */
    static Map<String, PoolServer> parse(String csv, String backend) {
        var servers = new LinkedHashMap<String, PoolServer>();
        List<String> header = List.of();
        for (var line : csv.lines().toList()) {
            var cells = Arrays.asList(line.split(",", -1));
            if (line.startsWith("# ")) {
                header = Arrays.asList(line.substring(2).split(",", -1));
            } else if (cells.size() > 2 && cells.getFirst().equals(backend)) {
                add(servers, header, cells);
            }
        }
        return servers;
    }

    private static void add(
            Map<String, PoolServer> servers, List<String> header, List<String> cells) {
        if (!cell(header, cells, "type").equals(SERVER_TYPE)) {
            return;
        }
        var name = cell(header, cells, "svname");
        servers.put(
                name,
                new PoolServer(
                        name,
                        cell(header, cells, "status"),
                        number(cell(header, cells, "scur")),
                        number(cell(header, cells, "qcur")),
                        count(cell(header, cells, "stot"))));
    }

    private static String cell(List<String> header, List<String> cells, String column) {
        var at = header.indexOf(column);
        return at < 0 || at >= cells.size() ? "" : cells.get(at);
    }

    private static int number(String cell) {
        return (int) count(cell);
    }

    private static long count(String cell) {
        return cell.matches("[0-9]{1,18}") ? Long.parseLong(cell) : 0;
    }
}
