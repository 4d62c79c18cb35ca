package dev.fairlead.deploy;

import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.work.Signals;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what hosts answer, as it is now and as it came to be. */
@Component
class Sightings {
    /** The signal topic of whoever shows what is where. */
    static final String TOPIC = "environments";

    /** So many looks may be missed before a host counts as having been silent. */
    private static final int MISSED = 3;

    private final HostStates hosts;
    private final HostHistoryStore history;
    private final DriftStore drifts;
    private final Drifts judge;
    private final Signals signals;
    private final Duration silence;

    Sightings(
            HostStates hosts,
            HostHistoryStore history,
            DriftStore drifts,
            Drifts judge,
            Signals signals,
            Settings settings) {
        this.hosts = hosts;
        this.history = history;
        this.drifts = drifts;
        this.judge = judge;
        this.signals = signals;
        this.silence = settings.hostLooks().multipliedBy(MISSED);
    }

    /** A host answered while no deployment asked. */
    void looked(long environment, String host, HostObserved told) {
        keep(environment, host, told, null);
    }

    /**
     * A host answered to its deployment; what it has now as it should is what is expected there.
     */
    void observed(Deployment deployment, String host, HostObserved told) {
        keep(deployment.environmentId(), host, told, deployment);
    }

    /** A host answered what an administrator says is right. */
    void adopted(long environment, String host, HostObserved told, String version) {
        keep(environment, host, told, null);
        if (told.sha256() != null) {
            drifts.expect(environment, host, new DriftStore.Expected(told.sha256(), version));
            judge.judge(environment, host);
        }
    }

    private void keep(
            long environment, String host, HostObserved told, @Nullable Deployment deployment) {
        hosts.answered(environment, host, told);
        if (deployment != null && deployment.sha256().equals(told.sha256())) {
            drifts.expect(
                    environment,
                    host,
                    new DriftStore.Expected(deployment.sha256(), deployment.version()));
        }
        if (!history.same(environment, host, told, silence)) {
            history.begins(environment, host, told, cause(environment, host, told, deployment));
        }
        if (deployment != null && isRelease(told, deployment)) {
            judge.right(environment, host);
        } else {
            judge.judge(environment, host);
        }
        signals.raise(TOPIC);
    }

    private static boolean isRelease(HostObserved told, Deployment deployment) {
        return deployment.sha256().equals(told.sha256())
                && deployment.version().equals(told.version());
    }

    /** What was only silent for a while keeps who changed it before. */
    private @Nullable Long cause(
            long environment, String host, HostObserved told, @Nullable Deployment deployment) {
        var last = history.latest(environment, host);
        var now = new HostAnswer(told.sha256(), null, told.version());
        if (last.isPresent() && last.get().answer().isLike(now)) {
            return last.get().deployment();
        }
        return deployment == null
                ? history.atWork(environment, host, told.sha256()).orElse(null)
                : Long.valueOf(deployment.id());
    }
}
