package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.TryHost.Needs;
import dev.fairlead.protocol.Outcome.HostTried.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a host's facts mean for a deployment: pure sentences. */
final class HostNeeds {
    private static final Pattern JAVA = Pattern.compile("version \"(?:1\\.)?(\\d+)");

    private HostNeeds() {}

    static Check folder(String folder, Facts facts) {
        if (facts.folderThere()) {
            return facts.open()
                    ? new Check("folder", true, folder + " is there and writable.")
                    : new Check(
                            "folder",
                            false,
                            folder + " is there, but " + facts.user() + " may not write.");
        }
        return facts.open()
                ? new Check("folder", true, folder + " is not there and will be made.")
                : new Check(
                        "folder",
                        false,
                        folder + " is not there, and " + facts.user() + " may not make it.");
    }

    /** All that would be missed in the middle of a deployment. */
    static List<Check> needs(String folder, int port, Facts facts, Needs needs) {
        var checks = new ArrayList<Check>();
        checks.add(folder(folder, facts));
        checks.add(tools(facts));
        checks.add(space(folder, facts, needs.megabytes()));
        checks.add(port(port, facts));
        if (needs.java() > 0) {
            checks.add(java(facts, needs.java()));
        }
        return checks;
    }

    static Check tools(Facts facts) {
        return facts.missing().isEmpty()
                ? new Check("tools", true, "The programs that Fairlead uses are there.")
                : new Check(
                        "tools",
                        false,
                        "These programs are missing: " + String.join(", ", facts.missing()) + ".");
    }

    private static Check space(String folder, Facts facts, long megabytes) {
        var free = facts.freeKilobytes() / 1024;
        if (facts.freeKilobytes() < 0) {
            return new Check("disk", true, "How much room " + folder + " has is not known.");
        }
        return free >= megabytes
                ? new Check("disk", true, free + " MB are free in " + folder + ".")
                : new Check(
                        "disk",
                        false,
                        "%d MB are free in %s, %d MB are needed."
                                .formatted(free, folder, megabytes));
    }

    private static Check port(int port, Facts facts) {
        for (var listener : facts.listeners()) {
            if (listener.pid() != null && !listener.ours()) {
                return new Check(
                        "port",
                        false,
                        "Port %d is held by %s (process %s), which does not run in the host's folder."
                                .formatted(port, listener.name(), listener.pid()));
            }
        }
        if (facts.listeners().isEmpty()) {
            return new Check("port", true, "Port " + port + " is free.");
        }
        var listener = facts.listeners().getFirst();
        return new Check(
                "port",
                true,
                listener.pid() == null
                        ? "Port %d is held by a process of user %s that %s may not look at."
                                .formatted(port, listener.uid(), facts.user())
                        : "Port %d is held by %s, which runs in the host's folder."
                                .formatted(port, listener.name()));
    }

    private static Check java(Facts facts, int wanted) {
        var said = facts.java() == null ? "" : facts.java();
        var found = JAVA.matcher(said);
        if (!found.find()) {
            return new Check(
                    "java",
                    false,
                    "There is no Java in %s's path, and Java %d is wanted."
                            .formatted(facts.user(), wanted));
        }
        var version = Integer.parseInt(found.group(1));
        var sentence = "Java %d is there".formatted(version);
        return version >= wanted
                ? new Check("java", true, sentence + ".")
                : new Check("java", false, "%s, Java %d is wanted.".formatted(sentence, wanted));
    }
}
