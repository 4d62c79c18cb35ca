package dev.fairlead.deploy;

import dev.fairlead.deploy.Deployment.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done on hosts before the first of them is drained, for all that is left: in order, one
 * task on every host before the next.
 *
 * @param once whether on the first host alone
 * @param checkout a commit's files that are laid on the host for it; null for none
 */
public record Task(
        String name,
        Work work,
        boolean once,
        @Nullable Checkout checkout,
        When when,
        Duration timeout) {
    /** What it is. */
    public sealed interface Work {}

    /** A command line for {@code sh}. */
    public record Script(String command) implements Work {}

    /**
     * Puppet.
     *
     * @param manifest what to apply: in the checkout, or else a path on the host; null to ask the
     *     host's Puppet server
     * @param noop whether it only says what it would do
     */
    public record Puppet(@Nullable String manifest, boolean noop) implements Work {}

    /**
     * Which deployments need it; all of what is said must hold.
     *
     * @param versionChanged only where another version was verified before, or none
     * @param deployments only these kinds; empty for all
     * @param variables only on hosts whose variables have these values
     */
    public record When(
            boolean versionChanged, List<Kind> deployments, Map<String, String> variables) {
        public static final When ALWAYS = new When(false, List.of(), Map.of());

        boolean holds(Situation situation, Map<String, String> ofHost) {
            return (!versionChanged || situation.versionChanged())
                    && (deployments.isEmpty()
                            || deployments.stream().anyMatch(kind -> kind.is(situation)))
                    && variables.entrySet().stream()
                            .allMatch(wanted ->
                                    wanted.getValue().equals(ofHost.get(wanted.getKey())));
        }
    }

    /** Kinds of deployments; one may be of several. */
    public enum Kind {
        /** Nothing was verified there before. */
        FIRST,
        AUTOMATIC,
        PROMOTION,
        ROLLBACK;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean is(Situation situation) {
            return switch (this) {
                case FIRST -> situation.first();
                case AUTOMATIC -> situation.cause() == Cause.AUTOMATIC;
                case PROMOTION -> situation.cause() == Cause.PROMOTION;
                case ROLLBACK -> situation.cause() == Cause.ROLLBACK;
            };
        }
    }

    /** What a deployment is, when its journal is planned. */
    record Situation(Cause cause, boolean first, boolean versionChanged) {
        static Situation of(Deployment deployment, @Nullable Deployment before) {
            return new Situation(
                    deployment.cause(),
                    before == null,
                    before == null || !before.version().equals(deployment.version()));
        }
    }
}
