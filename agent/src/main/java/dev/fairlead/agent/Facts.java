package dev.fairlead.agent;

import dev.fairlead.agent.build.Sandbox;
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
                "java",
                Runtime.version().toString(),
                "user",
                System.getProperty("user.name"),
                "sandbox",
                sandbox.fact());
    }

    static String version() {
        var version = Facts.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
