package dev.fairlead.deploy;

import java.time.Instant;

/**
 * What somebody decided about a deployment.
 *
 * @param by the user's name
 * @param byName as people know them
 * @param host empty for all of the deployment
 */
public record Decided(Instant at, String by, String byName, Decision decision, String host) {
    public String sentence() {
        return byName
                + switch (decision) {
                    case PAUSE -> " paused it";
                    case RESUME -> " let it go on";
                    case STOP -> " stopped it";
                    case ABORT -> " aborted it";
                    case ROLLBACK -> " rolled it back";
                    case RETRY ->
                            host.isEmpty()
                                    ? " had what failed done again"
                                    : " had the turn of " + host + " done again";
                    case SKIP ->
                            host.isEmpty()
                                    ? " left out what failed"
                                    : " left " + host + " as it was";
                };
    }
}
