package dev.fairlead.agent.play;

import dev.fairlead.protocol.Play;
import dev.fairlead.protocol.Play.Host;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The environment's hosts, as Ansible reads them. */
final class Inventory {
    /** Groups that Ansible makes by itself. */
    private static final Set<String> ANSIBLES_OWN = Set.of("all", "ungrouped");

    private Inventory() {}

    /**
     * @param settings where the settings of ssh for a host lie
     */
    static String of(Play play, Function<Host, Path> settings) {
        var hosts = new LinkedHashMap<String, Object>();
        var groups = new LinkedHashMap<String, Map<String, Map<String, Object>>>();
        for (var host : play.hosts()) {
            hosts.put(host.name(), variables(host, settings));
            for (var group : host.groups()) {
                if (!ANSIBLES_OWN.contains(group)) {
                    groups.computeIfAbsent(group, _ -> Map.of("hosts", new LinkedHashMap<>()))
                            .values()
                            .forEach(members -> members.put(host.name(), Map.of()));
                }
            }
        }
        return UnsafeYaml.of(Map.of("all", Map.of("hosts", hosts, "children", groups))) + "\n";
    }

    private static Map<String, Object> variables(Host host, Function<Host, Path> settings) {
        var all = new LinkedHashMap<>(host.variables());
        var reach = host.reach();
        if (reach == null) {
            all.put("ansible_connection", "local");
            all.put("ansible_host", host.address());
        } else {
            all.put("ansible_connection", "ssh");
            all.put("ansible_host", reach.address());
            all.put("ansible_port", reach.port());
            all.put("ansible_user", reach.user());
            all.put("ansible_ssh_common_args", "-F " + ShellLine.quoted(settings.apply(host)));
            if (reach.sudo()) { // or else it is the playbook's to say
                all.put("ansible_become", true);
                all.put("ansible_become_method", "sudo");
                all.put("ansible_become_flags", "-n -H");
            }
        }
        return all;
    }
}
