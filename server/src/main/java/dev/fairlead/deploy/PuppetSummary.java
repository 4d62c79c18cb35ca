package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What Puppet said that it did, read from the end of its output.
 *
 * @param failure in sentences; empty where it did not fail
 * @param note what was changed
 */
record PuppetSummary(String failure, String note) {
    /** Lines of a log's end that hold its summary. */
    static final int LINES = 80;

    private static final Pattern COUNT = Pattern.compile("\\s+([A-Z][A-Za-z ]+): (\\d{1,9})");

    /**
     * @param exitCode Puppet's own, but 0 for its 2
     */
    static PuppetSummary of(int exitCode, boolean noop, List<String> output) {
        var counts = resources(output);
        var note = counts.isEmpty() ? "" : note(counts, noop);
        var why =
                switch (exitCode) {
                    case 0 -> "";
                    case 1 -> "Puppet could not run, or its catalog could not be made.";
                    case 4 -> "Puppet failed, and changed nothing.";
                    case 6 -> "Puppet changed some resources and failed at others.";
                    case 127 -> "There is no puppet on the host.";
                    default -> "Puppet ended with exit code " + exitCode + ".";
                };
        return new PuppetSummary(why.isEmpty() ? "" : why + error(output), note);
    }

    private static String note(Map<String, Integer> counts, boolean noop) {
        var words = new ArrayList<String>();
        if (noop) {
            words.add(counts.getOrDefault("Out of sync", 0) + " would change");
        } else {
            words.add(counts.getOrDefault("Changed", 0) + " changed");
        }
        if (counts.containsKey("Failed")) {
            words.add(counts.get("Failed") + " failed");
        }
        return "%s of %d resources"
                .formatted(String.join(", ", words), counts.getOrDefault("Total", 0));
    }

    /** The last paragraph of that name: a manifest may say the same words before. */
    private static Map<String, Integer> resources(List<String> output) {
        var from = output.lastIndexOf("Resources:");
        var counts = new HashMap<String, Integer>();
        for (var line : output.subList(from < 0 ? output.size() : from + 1, output.size())) {
            var count = COUNT.matcher(line);
            if (!count.matches()) {
                break;
            }
            counts.put(count.group(1), Integer.valueOf(count.group(2)));
        }
        return counts;
    }

    /** Facts that it may not look at are not why it failed. */
    private static String error(List<String> output) {
        return output.stream()
                .filter(line -> line.startsWith("Error: ") && !line.startsWith("Error: Facter"))
                .reduce((_, last) -> last)
                .map(line -> " " + line.substring("Error: ".length()))
                .map(line -> line.length() > 400 ? line.substring(0, 400) + "…" : line)
                .orElse("");
    }
}
