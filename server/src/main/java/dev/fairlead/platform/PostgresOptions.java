package dev.fairlead.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the bundled PostgreSQL is started: durable, and small enough to stand beside the server. */
final class PostgresOptions {
    private PostgresOptions() {}

    static List<String> command(PostgresCluster cluster, int port) {
        var command = new ArrayList<String>();
        command.add(cluster.home().resolve("bin/postgres").toString());
        command.addAll(List.of("-D", cluster.data().toString()));
        settings(port).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private static Map<String, Object> settings(int port) {
        var settings = new TreeMap<String, Object>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", port);
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", 40);
        settings.put("shared_buffers", "32MB");
        settings.put("max_wal_size", "256MB");
        settings.put("max_worker_processes", 2);
        settings.put("max_parallel_workers", 0);
        settings.put("max_wal_senders", 0);
        settings.put("wal_level", "minimal");
        settings.put("autovacuum_max_workers", 1);
        settings.put("autovacuum_worker_slots", 1);
        settings.put("io_method", "sync");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_line_prefix", "%m [%p] ");
        return settings;
    }
}
