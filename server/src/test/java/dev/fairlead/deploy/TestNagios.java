package dev.fairlead.deploy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Debian's own Nagios on a folder of the test; it checks nothing and is told everything. */
final class TestNagios implements AutoCloseable {
    private final Path folder;
    private final Process process;

    TestNagios(Path folder, String... hosts) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("results"));
        Files.writeString(folder.resolve("nagios.cfg"), settings(folder));
        Files.writeString(folder.resolve("objects.cfg"), objects(hosts));
        process =
                new ProcessBuilder("nagios4", folder.resolve("nagios.cfg").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        await().until(() -> Files.exists(commandFile()) && Files.exists(status()));
    }

    Path commandFile() {
        return folder.resolve("nagios.cmd");
    }

    /** What is in downtime, as Nagios itself wrote it down: host, or host and service. */
    List<String> downtimes() throws IOException {
        return blocks("hostdowntime", "servicedowntime").stream()
                .map(block ->
                        block.get("host_name")
                                + (block.containsKey("service_description")
                                        ? "/" + block.get("service_description")
                                        : ""))
                .sorted()
                .toList();
    }

    /** The comments that somebody made, with the host before each. */
    List<String> comments() throws IOException {
        return blocks("hostcomment").stream()
                .filter(block -> "1".equals(block.get("entry_type")))
                .map(block -> block.get("host_name") + ": " + block.get("comment_data"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private List<Map<String, String>> blocks(String... kinds) throws IOException {
        var found = new ArrayList<Map<String, String>>();
        Map<String, String> block = null;
        for (var line : Files.readAllLines(status())) {
            var text = line.strip();
            if (text.endsWith(" {")) {
                block = new TreeMap<>();
                if (List.of(kinds).contains(text.substring(0, text.length() - 2))) {
                    found.add(block);
                }
            } else if (block != null && text.contains("=")) {
                var sign = text.indexOf('=');
                block.put(text.substring(0, sign), text.substring(sign + 1));
            }
        }
        return found;
    }

    private Path status() {
        return folder.resolve("status.dat");
    }

    private static String settings(Path folder) {
        return """
        log_file=@/nagios.log
        cfg_file=@/objects.cfg
        object_cache_file=@/objects.cache
        status_file=@/status.dat
        status_update_interval=1
        state_retention_file=@/retention.dat
        check_external_commands=1
        command_file=@/nagios.cmd
        query_socket=@/nagios.qh
        lock_file=@/nagios.lock
        temp_file=@/nagios.tmp
        temp_path=@
        check_result_path=@/results
        nagios_user=USER
        nagios_group=USER
        execute_service_checks=0
        execute_host_checks=0
        enable_notifications=0
        check_workers=1
        use_syslog=0
        """
                .replace("@", folder.toString())
                .replace("USER", System.getProperty("user.name"));
    }

    private static String objects(String... hosts) {
        var text =
                new StringBuilder(
                        """
                        define command {
                          command_name none
                          command_line /bin/true
                        }
                        define timeperiod {
                          timeperiod_name always
                          alias always
                          sunday 00:00-24:00
                        }
                        define contact {
                          contact_name nobody
                          host_notifications_enabled 0
                          service_notifications_enabled 0
                          host_notification_period always
                          service_notification_period always
                          host_notification_commands none
                          service_notification_commands none
                        }
                        """);
        for (var host : hosts) {
            text.append(
                    """
                    define host {
                      host_name %1$s
                      address 127.0.0.1
                      max_check_attempts 1
                      check_period always
                      contacts nobody
                    }
                    define service {
                      host_name %1$s
                      service_description http
                      check_command none
                      max_check_attempts 1
                      check_period always
                      contacts nobody
                    }
                    """
                            .formatted(host));
        }
        return text.toString();
    }
}
