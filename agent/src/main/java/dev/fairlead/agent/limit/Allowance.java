package dev.fairlead.agent.limit;

import dev.fairlead.protocol.Bounds;
import java.util.Locale;

/** What one job may use: what it asked for, where it asked, else all that its agent gives. */
record Allowance(Bounds agent, Bounds asked) {
    private static final long MEGABYTE = 1L << 20;

    /** Why this agent cannot give what was asked, in a sentence; empty when it can. */
    String refusal() {
        if (asked.memory() > agent.memory()) {
            return refusal(asked.memory(), agent.memory(), "MB of memory");
        }
        if (asked.processes() > agent.processes()) {
            return refusal(asked.processes(), agent.processes(), "processes");
        }
        return asked.disk() > agent.disk() ? refusal(asked.disk(), agent.disk(), "MB of disk") : "";
    }

    /** The limits in force. */
    Bounds limits() {
        return new Bounds(
                asked.memory() > 0 ? asked.memory() : agent.memory(),
                asked.processes() > 0 ? asked.processes() : agent.processes(),
                asked.disk() > 0 ? asked.disk() : agent.disk());
    }

    /** Bytes. */
    long memory() {
        return MEGABYTE * limits().memory();
    }

    int processes() {
        return limits().processes();
    }

    /** Bytes. */
    long disk() {
        return MEGABYTE * limits().disk();
    }

    String memoryPassed() {
        return "it used more than %s of memory, %s"
                .formatted(size(memory()), whose(asked.memory()));
    }

    String processesPassed() {
        return "it ran more than %s processes, %s"
                .formatted(number(processes()), whose(asked.processes()));
    }

    String diskPassed() {
        return "it wrote more than %s to disk, %s".formatted(size(disk()), whose(asked.disk()));
    }

    private static String whose(int asked) {
        return asked > 0 ? "the limit of its plan" : "the limit of this agent";
    }

    private static String refusal(int asked, int given, String what) {
        return "The job asks for %s %s; this agent gives %s at most. Ask for less in fairlead.yml."
                .formatted(number(asked), what, number(given));
    }

    private static String size(long bytes) {
        return number(bytes / MEGABYTE) + " MB";
    }

    private static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }
}
