package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Adoption;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Drift;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.EnvironmentFile;
import dev.fairlead.deploy.HostSpan;
import dev.fairlead.deploy.HostState;
import dev.fairlead.deploy.OutOfPool;
import dev.fairlead.deploy.Prefetched;
import dev.fairlead.deploy.Readiness;
import dev.fairlead.deploy.Reason;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of one environment shows.
 *
 * @param pool which of them get no requests through their balancers
 * @param candidate what stands at its door; null for nothing
 * @param readiness whether it could go back, as it was found last; null before the first look
 * @param mayLook whether the one who looks at the page may have that looked at now
 * @param keeping how it stands to the project's file; null for one that none ever kept
 * @param drifts those that last
 * @param changes the latest of what its hosts answered
 * @param back what it goes back to by one click; null for nothing, and for who may not promote
 * @param further what was verified here before that; empty for who may not promote
 */
public record EnvironmentPage(
        Place place,
        Environment environment,
        List<HostState> hosts,
        OutOfPool.Of pool,
        @Nullable Offer candidate,
        @Nullable Back back,
        List<Deployment> further,
        List<Deployment> history,
        List<Drift> drifts,
        List<HostSpan> changes,
        List<Edit> edits,
        @Nullable Adoption adopted,
        @Nullable Readiness readiness,
        boolean mayLook,
        Form form,
        String json,
        EnvironmentFile.@Nullable Keeping keeping,
        boolean mayEdit) {
    /**
     * A release at the door, with every rule for the one who looks.
     *
     * @param prefetch how its way to each host stands that it is brought to already; null where
     *     nothing is brought before it is promoted
     */
    public record Offer(
            String version,
            String sha256,
            Instant since,
            List<Reason> reasons,
            @Nullable Copies prefetch) {
        public boolean promotable() {
            return reasons.stream().allMatch(Reason::holds);
        }
    }

    /**
     * Hosts that have, or are to have, the bytes of a release.
     *
     * @param hosts how many there are
     */
    public record Copies(List<Prefetched> asked, int hosts) {
        public long there() {
            return asked.stream().filter(Copies::isThere).count();
        }

        public boolean complete() {
            return there() == hosts;
        }

        /** Those that are not there, and why, as far as that is known. */
        public List<Prefetched> missing() {
            return asked.stream().filter(one -> !isThere(one)).toList();
        }

        private static boolean isThere(Prefetched one) {
            return one.state() == Prefetched.State.THERE;
        }
    }

    /**
     * What may be decided of the last deployment: to go back to what was verified before it.
     *
     * @param from the one that hosts were worked on for last
     */
    public record Back(Deployment from, String version, String sentence, String follows) {
        public boolean throughAlready() {
            return from.state() == Deployment.State.VERIFIED;
        }
    }

    /** One edit of the definition. */
    public record Edit(int version, String editor, Instant at) {}

    public String url() {
        return environment.url(place.projectKey());
    }

    /** Whether its definition is edited on its page, and not in the project's file. */
    public boolean byHand() {
        return keeping != EnvironmentFile.Keeping.KEPT;
    }

    public String how() {
        if (environment.definition().automatic()) {
            return "Releases come by themselves.";
        }
        var promoters = environment.definition().promoters();
        return promoters.isEmpty()
                ? "Administrators promote to it."
                : "Members of " + String.join(", ", promoters) + " promote to it.";
    }
}
