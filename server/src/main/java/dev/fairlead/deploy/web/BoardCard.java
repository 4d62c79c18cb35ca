package dev.fairlead.deploy.web;

import dev.fairlead.deploy.BoardEntry;
import dev.fairlead.deploy.Deployment;
import java.util.List;
import java.util.Map;

/**
 * One environment on the board.
 *
 * @param by who promoted what was verified there last; empty before the first
 */
public record BoardCard(BoardEntry entry, String projectKey, String url, String by) {
    static BoardCard of(String projectKey, BoardEntry entry, Map<Long, String> names) {
        var verified = entry.verified();
        var by =
                verified == null
                        ? ""
                        : verified.by() == null
                                ? "automatic"
                                : "by " + names.getOrDefault(verified.by(), "somebody");
        return new BoardCard(entry, projectKey, entry.place().url(projectKey), by);
    }

    /** What runs there, in one word where all hosts agree. */
    public String version() {
        var verified = entry.verified();
        var runs = entry.agreed().orElse(verified == null ? "–" : verified.version());
        return entry.running() == null || entry.running().version().equals(runs)
                ? runs
                : runs + " → " + entry.running().version();
    }

    /** Whether each host has to be named, because they do not all run the same. */
    public boolean mixed() {
        return entry.agreed().isEmpty()
                && entry.hosts().stream().anyMatch(host -> host.observed() != null);
    }

    /** The state of the look. */
    public String look() {
        if (entry.running() != null) {
            return entry.running().stuck() ? "blocked" : "running";
        }
        if (!entry.drifts().isEmpty()) {
            return "drifted";
        }
        if (entry.ended() != null) {
            return entry.ended().state() == Deployment.State.FAILED ? "failed" : "blocked";
        }
        return entry.verified() == null ? "waiting" : "passed";
    }

    public String words() {
        var running = entry.running();
        if (running != null) {
            var hosts = running.through() + " of " + running.hosts() + " hosts";
            return running.stuck()
                    ? "needs a person, " + hosts
                    : running.paused() ? "paused, " + hosts : hosts;
        }
        if (!entry.drifts().isEmpty()) {
            return "drift on " + count(entry.drifts().size());
        }
        if (entry.ended() != null) {
            return entry.ended().version() + " " + entry.ended().state().word();
        }
        return entry.verified() == null
                ? "nothing deployed yet"
                : "verified, " + count(entry.hosts().size());
    }

    /** Where to read about that state. */
    public String about() {
        if (entry.running() != null) {
            return "/deployments/" + entry.running().deployment();
        }
        return entry.drifts().isEmpty() && entry.ended() != null
                ? "/deployments/" + entry.ended().deployment()
                : url;
    }

    public String waiting() {
        return String.join(", ", entry.waiting().stream().map(BoardEntry.Waits::version).toList());
    }

    /** What could come next: {@code "2 releases behind staging: ORD-47"}. */
    public String next() {
        var next = entry.next();
        if (next == null) {
            return "";
        }
        var from = next.from() == null ? next.version() : next.from();
        var issue = next.issue() == null ? "" : ": " + next.issue();
        if (entry.agreed().filter(next.version()::equals).isPresent()) {
            return next.version() + " runs, and is not verified" + issue;
        }
        if (entry.verified() == null) {
            return next.version() + (entry.place().automatic() ? " comes first" : " waits") + issue;
        }
        var releases = next.behind() == 1 ? "1 release" : next.behind() + " releases";
        return (next.behind() >= 100 ? "100 releases or more" : releases)
                + " behind "
                + from
                + issue;
    }

    /** What the next release would bring. */
    public String between() {
        var next = entry.next();
        return "/projects/%s/between?from=%s&to=%s"
                .formatted(projectKey, entry.place().name(), next == null ? "" : next.version());
    }

    public List<BoardEntry.Host> parked() {
        return entry.parked();
    }

    /** Whether what is out of the pool is the set that stands by, as it should be. */
    public boolean standsBy() {
        return entry.place().sets() && entry.running() == null && entry.ended() == null;
    }

    private static String count(int hosts) {
        return hosts == 1 ? "1 host" : hosts + " hosts";
    }
}
