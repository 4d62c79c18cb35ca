package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Drift;
import dev.fairlead.deploy.Drifts;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.HostAnswer;
import dev.fairlead.deploy.HostHistory;
import dev.fairlead.deploy.HostSpan;
import dev.fairlead.deploy.Past;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.web.Listing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What hosts answered over time, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{key}/environments/{name}")
class HistoryRest {
    private final Environments environments;
    private final HostHistory history;
    private final Drifts drifts;
    private final Clock clock;

    HistoryRest(Environments environments, HostHistory history, Drifts drifts, Clock clock) {
        this.environments = environments;
        this.history = history;
        this.drifts = drifts;
        this.clock = clock;
    }

    /**
     * One change of what a host answered, between the last look that answered the old and the first
     * that answered the new.
     *
     * @param by the deployment that was at work there; null for none
     */
    record Change(
            String host,
            String what,
            @Nullable HostAnswer from,
            HostAnswer to,
            @Nullable Instant after,
            Instant at,
            Instant seenUntil,
            @Nullable Long by,
            boolean outsideFairlead) {
        static Change of(HostSpan span) {
            return new Change(
                    span.host(),
                    span.begin().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    span.before(),
                    span.answer(),
                    span.lastBefore(),
                    span.firstSeen(),
                    span.lastSeen(),
                    span.deployment(),
                    span.outside());
        }
    }

    @GetMapping("/changes")
    Listing<Change> changes(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam @Nullable String before) {
        var environment = environments.require(user, key, name, Role.READ);
        var spans =
                history
                        .changes(environment, Moments.before(before, clock), Listing.PAGE + 1)
                        .stream()
                        .map(Change::of)
                        .toList();
        return Listing.page(
                spans,
                0,
                _ ->
                        "/api/v1%s/changes?before=%s"
                                .formatted(environment.url(key), spans.get(Listing.PAGE - 1).at()));
    }

    /** A host at an instant; ran is null where nobody knows, and known says why. */
    record PastHost(
            String name,
            @Nullable HostAnswer ran,
            String known,
            String words,
            @Nullable Instant lastLook,
            @Nullable Instant nextLook) {
        static PastHost of(Past.Host host) {
            var row = new PastPage.Row(host);
            return new PastHost(
                    host.name(), row.answer(), row.known(), row.ran(), row.before(), row.after());
        }
    }

    /** An environment at an instant. */
    record PastJson(
            Instant at,
            int definition,
            @Nullable String verified,
            @Nullable Long running,
            List<PastHost> hosts) {}

    /** At an instant with its offset, or where the clocks of {@code zone} say so; now otherwise. */
    @GetMapping("/past")
    PastJson past(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam @Nullable String at,
            @RequestParam @Nullable String zone) {
        var environment = environments.require(user, key, name, Role.READ);
        var instant = at == null ? clock.instant() : Moments.at(at, Moments.zone(zone));
        var past = history.at(environment, instant);
        return new PastJson(
                past.at(),
                past.environment().version(),
                past.verified() == null ? null : past.verified().version(),
                past.running() == null ? null : past.running().id(),
                past.hosts().stream().map(PastHost::of).toList());
    }

    /** One drift, over where it ended. */
    record DriftJson(
            String host,
            String expected,
            HostAnswer found,
            @Nullable Instant lastRight,
            Instant firstWrong,
            @Nullable Instant ended,
            String ending,
            String sentence) {
        static DriftJson of(Drift drift) {
            return new DriftJson(
                    drift.host(),
                    drift.expected(),
                    drift.found(),
                    drift.lastRight(),
                    drift.firstWrong(),
                    drift.ended(),
                    drift.ending(),
                    drift.sentence());
        }
    }

    /** The latest, newest first, those that ended among them. */
    @GetMapping("/drift")
    Listing<DriftJson> drift(User user, @PathVariable String key, @PathVariable String name) {
        var environment = environments.require(user, key, name, Role.READ);
        return Listing.of(
                drifts.of(environment, Listing.PAGE).stream().map(DriftJson::of).toList());
    }
}
