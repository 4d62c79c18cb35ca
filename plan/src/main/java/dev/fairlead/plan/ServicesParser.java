package dev.fairlead.plan;

import dev.fairlead.protocol.JobSpec.RunBuild.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the containers that run beside a job's steps. */
final class ServicesParser {
    private static final int MOST = 5;
    private static final int MOST_FOLDERS = 10;
    private static final int LONGEST_COMMAND = 1_000;
    private static final int LONGEST_FOLDER = 200;

    /** Part of a container's name. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");

    /** No colon: behind one an engine expects options. */
    private static final Pattern FOLDER = Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+");

    private ServicesParser() {}

    static List<Service> of(Node node) {
        var services = new ArrayList<Service>();
        YamlMapping.named(node, "services", MOST)
                .forEach((name, value) -> {
                    var service = service(name, value);
                    checkPort(service, services, value);
                    services.add(service);
                });
        return List.copyOf(services);
    }

    /** They share one network. */
    private static void checkPort(Service service, List<Service> others, Node node) {
        for (var other : others) {
            if (other.port() == service.port()) {
                throw new PlanError(
                        node.getStartMark(),
                        "the services %s and %s both have port %d"
                                .formatted(other.name(), service.name(), service.port()));
            }
        }
    }

    private static Service service(String name, Node node) {
        if (!NAME.matcher(name).matches()) {
            throw new PlanError(
                    node.getStartMark(),
                    "a service's name is 1 to 30 small letters, digits and dashes, found '%s'"
                            .formatted(name));
        }
        var called = "service '" + name + "'";
        var keys = YamlMapping.of(node, called, Level.SERVICE);
        return new Service(
                name,
                ImageName.of(needed(keys, "image", node, called)),
                keys.get("environment").map(Variables::of).orElse(Map.of()),
                YamlScalars.number(needed(keys, "port", node, called), "port", 1, 65_535),
                keys.get("ready")
                        .map(value -> YamlScalars.text(value, "ready", LONGEST_COMMAND))
                        .orElse(null),
                keys.get("writes")
                        .map(YamlScalars.each("writes", MOST_FOLDERS, ServicesParser::folder))
                        .orElse(List.of()));
    }

    private static Node needed(YamlMapping keys, String key, Node node, String called) {
        return keys.get(key)
                .orElseThrow(
                        () -> new PlanError(node.getStartMark(), called + " needs " + key + ":"));
    }

    private static String folder(Node node) {
        var folder = YamlScalars.text(node, "writes", LONGEST_FOLDER);
        if (!FOLDER.matcher(folder).matches()) {
            throw new PlanError(
                    node.getStartMark(),
                    "a folder that a service writes is named like /var/run/mysqld, found '%s'"
                            .formatted(folder));
        }
        return folder;
    }
}
