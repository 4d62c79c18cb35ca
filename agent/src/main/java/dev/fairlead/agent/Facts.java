package dev.fairlead.agent;

import com.sun.management.OperatingSystemMXBean;
import dev.fairlead.agent.build.Isolation;
import dev.fairlead.agent.limit.Guards;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** What an agent tells of its machine. */
final class Facts {
    private Facts() {}

    static Map<String, String> gather(Isolation isolation, Guards guards) {
        var facts = new TreeMap<>(isolation.facts());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("architecture", System.getProperty("os.arch"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put("user", System.getProperty("user.name"));
        facts.put("limits", guards.fact());
        return facts;
    }

    private static String memory() {
        var bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize();
        return bytes / (1 << 20) + " MB";
    }

    static String version() {
        var version = Facts.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
