package dev.fairlead.deploy;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.issue.Projects;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Hosts that run something else than was put there. Found and ended by what hosts answer; each is
 * told once when it begins and once when it ends.
 */
@Component
public class Drifts {
    private final DriftStore store;
    private final HostHistoryStore history;
    private final EnvironmentStore environments;
    private final Projects projects;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Drifts(
            DriftStore store,
            HostHistoryStore history,
            EnvironmentStore environments,
            Projects projects,
            Audit audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.history = history;
        this.environments = environments;
        this.projects = projects;
        this.audit = audit;
        this.events = events;
    }

    /** Those of the environments that last still. */
    public List<Drift> open(Collection<Environment> environments) {
        return store.open(environments.stream().map(Environment::id).collect(Collectors.toSet()));
    }

    /** All that last, in all environments, the longest first; a thousand at most. */
    public List<Drift> open() {
        return store.open();
    }

    /** The latest of an environment, newest first, with those that ended. */
    public List<Drift> of(Environment environment, int limit) {
        return store.of(environment.id(), limit);
    }

    /** Begins or ends a host's drift by what it answered last. */
    void judge(long environment, String host) {
        var expected = store.expected(environment, host);
        var found = history.latest(environment, host);
        if (expected.isEmpty() || found.isEmpty() || found.get().answer().sha256() == null) {
            return; // nothing was put there, or the host could not tell: neither right nor wrong
        }
        var open = store.open(environment, host);
        if (open.isPresent()
                && open.get().found().isLike(found.get().answer())
                && !isRight(found.get(), expected.get())) {
            return;
        }
        open.ifPresent(drift -> end(drift, ending(found.get(), expected.get())));
        if (!isRight(found.get(), expected.get()) && found.get().deployment() == null) {
            begin(store.begin(environment, expected.get(), found.get()));
        }
    }

    /** The host answered what was put there: nothing begins, but its drift ends if it had one. */
    void right(long environment, String host) {
        if (store.open(environment, host).isPresent()) {
            judge(environment, host);
        }
    }

    /** Hosts that were taken out of their environment are nobody's to put right. */
    void endOfRemovedHosts() {
        store.ofRemovedHosts()
                .forEach(drift -> end(drift, drift.host() + " is no host of it any more."));
    }

    private static boolean isRight(HostSpan found, DriftStore.Expected expected) {
        var told = found.answer().told();
        return expected.sha256().equals(found.answer().sha256())
                && (told == null || told.equals(expected.version()));
    }

    private static String ending(HostSpan found, DriftStore.Expected expected) {
        var by =
                found.deployment() == null
                        ? ", changed outside Fairlead."
                        : ", by deployment " + found.deployment() + ".";
        return isRight(found, expected)
                ? "It runs " + expected.version() + " as expected" + by
                : "It runs " + found.answer().words() + " now" + by;
    }

    private void begin(Drift drift) {
        var environment = environments.get(drift.environmentId());
        record("environment.drifted", environment, drift, drift.sentence());
        events.publishEvent(new DriftFound(drift, environment));
    }

    private void end(Drift drift, String ending) {
        var ended = store.end(drift.id(), ending);
        var environment = environments.get(drift.environmentId());
        record("environment.drift-ended", environment, ended, ending);
        events.publishEvent(new DriftEnded(ended, environment));
    }

    private void record(String what, Environment environment, Drift drift, String sentence) {
        audit.record(
                Actor.FAIRLEAD,
                what,
                projects.get(environment.projectId()).key() + "/" + environment.name(),
                Map.of("host", drift.host(), "sentence", sentence));
    }
}
