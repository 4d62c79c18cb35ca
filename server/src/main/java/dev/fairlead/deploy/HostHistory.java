package dev.fairlead.deploy;

import dev.fairlead.deploy.Past.Seen;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What hosts answered over time. */
@Component
public class HostHistory {
    private final HostHistoryStore store;
    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final Clock clock;

    HostHistory(
            HostHistoryStore store,
            EnvironmentStore environments,
            DeploymentStore deployments,
            Clock clock) {
        this.store = store;
        this.environments = environments;
        this.deployments = deployments;
        this.clock = clock;
    }

    /** Every change of what a host answered that began before the instant, newest first. */
    public List<HostSpan> changes(Environment environment, Instant before, int limit) {
        return store.before(environment.id(), before, limit);
    }

    /** What it ran at an instant; says of each host what was observed then and what was not. */
    public Past at(Environment environment, Instant at) {
        if (at.isAfter(clock.instant())) {
            throw Problem.invalid("at", "at: must not be in the future, was " + at + ".");
        }
        var then =
                environments
                        .at(environment.id(), at)
                        .orElseThrow(() ->
                                Problem.invalid(
                                        "at",
                                        "at: %s was not defined yet at %s."
                                                .formatted(environment.name(), at)));
        var spans = store.around(environment.id(), at);
        return new Past(
                at,
                then,
                deployments.verifiedAt(environment.id(), at).orElse(null),
                deployments.runningAt(environment.id(), at).orElse(null),
                then.definition().hosts().stream()
                        .map(host -> new Past.Host(host.name(), seen(host.name(), spans, at)))
                        .toList());
    }

    private static Seen seen(String host, List<HostSpan> spans, Instant at) {
        var own = spans.stream().filter(span -> span.host().equals(host)).toList();
        var last = own.stream().filter(span -> !span.firstSeen().isAfter(at)).findFirst();
        var next = own.stream().filter(span -> span.firstSeen().isAfter(at)).findFirst();
        if (last.isEmpty()) {
            return next.<Seen>map(Seen.OnlyLater::new).orElseGet(Seen.Never::new);
        }
        if (last.get().covers(at)) {
            return new Seen.Observed(last.get());
        }
        return next.<Seen>map(one -> new Seen.Between(last.get(), one))
                .orElseGet(() -> new Seen.NotSince(last.get()));
    }
}
