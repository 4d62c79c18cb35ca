package dev.fairlead.agent;

import com.sun.management.OperatingSystemMXBean;
import dev.fairlead.agent.build.Sandbox;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** What an agent tells of its machine. */
final class Facts {
    private Facts() {}

    static Map<String, String> gather(Sandbox sandbox) {
        return Map.of(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "architecture",
                System.getProperty("os.arch"),
                "cores",
                Integer.toString(Runtime.getRuntime().availableProcessors()),
                "memory",
                memory(),
                "user",
                System.getProperty("user.name"),
                "sandbox",
                sandbox.fact());
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
