package dev.fairlead.agent.build;

import java.util.HashMap;
import java.util.Map;

/** The environment of a step: made from nothing, so that nothing of the agent's own is in it. */
final class BuildEnvironment {
    private BuildEnvironment() {}

    static Map<String, String> of(SystemView system, Map<String, String> given) {
        var environment = new HashMap<String, String>();
        environment.put("CI", "true");
        environment.put("FAIRLEAD", "true");
        environment.put("HOME", Sandbox.HOME.toString());
        environment.put("JAVA_HOME", system.javaHome().toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("LOGNAME", "build");
        environment.put("PATH", system.path());
        environment.put("TMPDIR", "/tmp");
        environment.put("USER", "build");
        environment.putAll(given);
        return Map.copyOf(environment);
    }
}
