package dev.fairlead.agent.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.protocol.TaskRun;
import dev.fairlead.protocol.TaskRun.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a play came to, from what its hosts did and how Ansible ended. */
final class Verdict {
    private static final int KEPT = 8 * 1024;
    private static final int NAMED = 5;

    /** As its versions say it. */
    private static final Pattern ERROR = Pattern.compile("\\[?ERROR[\\]:!]+\\s*(.+)");

    private final Map<String, TaskRun> failed = new LinkedHashMap<>();
    private final Map<State, Integer> counts = new EnumMap<>(State.class);
    private final Set<String> hosts = new LinkedHashSet<>();
    private String said = "";

    synchronized void add(TaskRun run) {
        hosts.add(run.host());
        if (run.state() == State.RUNNING) {
            return;
        }
        counts.merge(run.state(), 1, Integer::sum);
        var isFailure = run.state() == State.FAILED || run.state() == State.UNREACHABLE;
        if (isFailure && !run.ignored()) {
            failed.put(run.host(), run);
        }
    }

    /** The hosts that it calls failed at its end: those that a playbook rescued are not. */
    synchronized void ended(Collection<String> lost) {
        failed.keySet().retainAll(lost);
    }

    /** Ansible's own words, of which the last are kept. */
    synchronized void heard(byte[] bytes, int length) {
        said += new String(bytes, 0, length, UTF_8);
        said = said.substring(Math.max(0, said.length() - KEPT));
    }

    /** Why it failed, in sentences; empty when it did not. */
    synchronized String failure(int exitCode, int limitSeconds) {
        if (exitCode == 0) {
            return hosts.isEmpty()
                    ? "The playbook did nothing: its hosts and the limit name none of the"
                            + " environment's."
                    : "";
        }
        var how =
                switch (exitCode) {
                    case -1 -> "Ansible was killed, and nobody wrote down how far it came.";
                    case 124 -> "Ansible took longer than its limit of " + limitSeconds + " s.";
                    case 127 -> "The controller has no ansible-playbook.";
                    default -> "ansible-playbook ended with exit code " + exitCode + ".";
                };
        var sentences = new ArrayList<String>();
        failed.values().stream().limit(NAMED).map(Verdict::sentence).forEach(sentences::add);
        if (failed.size() > NAMED) {
            sentences.add((failed.size() - NAMED) + " further hosts failed.");
        }
        sentences.add(how);
        if (failed.isEmpty()) {
            sentences.addAll(errors());
        }
        return String.join(" ", sentences);
    }

    synchronized String summary() {
        var words = new ArrayList<String>();
        counts.forEach(
                (state, count) -> words.add(count + " " + state.name().toLowerCase(Locale.ROOT)));
        return (hosts.size() == 1 ? "1 host: " : hosts.size() + " hosts: ")
                + (words.isEmpty() ? "nothing" : String.join(", ", words));
    }

    private static String sentence(TaskRun run) {
        var away = run.state() == State.UNREACHABLE;
        var lines = run.message().lines().map(String::strip).filter(line -> !line.isEmpty());
        // A module says first what it is about; ssh says last why it gave up.
        var message = (away ? lines.reduce((_, last) -> last) : lines.findFirst()).orElse("");
        var what = away ? "could not be reached" : "failed";
        return "%s %s at the task \"%s\"%s"
                .formatted(
                        run.host(),
                        what,
                        run.name(),
                        message.isEmpty() ? "." : ": " + ended(message));
    }

    private static String ended(String message) {
        var cut = message.length() > 300 ? message.substring(0, 300) + "…" : message;
        return cut.matches(".*[.!?…]") ? cut : cut + ".";
    }

    /** The last thing that it called an error. */
    private List<String> errors() {
        return said.lines()
                .map(String::strip)
                .map(ERROR::matcher)
                .filter(Matcher::matches)
                .map(error -> error.group(1))
                .map(Verdict::ended)
                .limit(1)
                .toList();
    }
}
