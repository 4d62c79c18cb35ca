package dev.fairlead.deploy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a host gets no requests through a balancer, as far as it is known. */
final class WhyOut {
    /**
     * What Fairlead itself knows of a host.
     *
     * @param working the deployment whose turn the host has now; null for none
     * @param parkedBy the deployment that left it out; null when none did
     * @param trouble what went wrong there; empty when nothing is known
     * @param idle whether it was left out because the other set of hosts serves
     */
    record Known(@Nullable Long working, @Nullable Long parkedBy, String trouble, boolean idle) {}

    private WhyOut() {}

    /** Empty for a host that is in the pool, and is meant to be. */
    static Optional<OutOfPool.Reason> of(SeatState seat, Known known) {
        if (seat.status().isEmpty()) {
            return because("the balancer's backend has no such server", null);
        }
        if (seat.serves()) {
            return known.parkedBy() == null || known.working() != null
                    ? Optional.empty()
                    : because(
                            "gets requests, though %s left it out: its balancer forgot that"
                                    .formatted(deployment(known.parkedBy())),
                            known.parkedBy());
        }
        if (known.working() != null) {
            return because(
                    deployment(known.working()) + " is at work on it" + trouble(known),
                    known.working());
        }
        if (seat.takenOut() && known.parkedBy() != null) {
            return Optional.of(new OutOfPool.Reason(left(known), known.parkedBy(), known.idle()));
        }
        return seat.takenOut()
                ? because("taken out by hand, outside Fairlead", null)
                : because(checked(seat), null);
    }

    private static String left(Known known) {
        var left = deployment(known.parkedBy()) + " left it out";
        return known.idle() ? left + ": the other set serves now" : left + trouble(known);
    }

    private static String trouble(Known known) {
        return known.trouble().isEmpty() ? "" : ": " + known.trouble();
    }

    private static String checked(SeatState seat) {
        return seat.check().isEmpty()
                ? "the balancer holds it for down"
                : "its health check fails: " + seat.check();
    }

    private static String deployment(@Nullable Long id) {
        return "deployment " + id;
    }

    private static Optional<OutOfPool.Reason> because(String sentence, @Nullable Long deployment) {
        return Optional.of(new OutOfPool.Reason(sentence, deployment, false));
    }
}
