package dev.fairlead.deploy;

import dev.fairlead.deploy.Verification.Part;
import java.time.Duration;
import java.util.Set;

/** Reads what has to hold after a release came. */
final class VerificationReader {
    private static final int MOST_CHECKS = 20;
    private static final Duration LONGEST_SOAK_OF_A_HOST = Duration.ofMinutes(30);
    private static final Duration LONGEST_SOAK = Duration.ofHours(24);

    private VerificationReader() {}

    static Verification read(Fields definition) {
        var fields = definition.optionalObject("verification", Set.of("hosts", "end"));
        return fields == null
                ? Verification.NONE
                : new Verification(
                        part(fields, "hosts", new CheckReader(true), LONGEST_SOAK_OF_A_HOST),
                        part(fields, "end", new CheckReader(false), LONGEST_SOAK));
    }

    private static Part part(
            Fields verification, String name, CheckReader reader, Duration longest) {
        var part = verification.optionalObject(name, Set.of("checks", "soak"));
        if (part == null) {
            return Part.NONE;
        }
        var checks = part.list("checks", MOST_CHECKS, reader::read);
        if (checks.isEmpty()) {
            throw part.refused("checks", "must name one check at least");
        }
        return new Part(checks, Spans.read(part, "soak", Duration.ZERO, longest, Duration.ZERO));
    }
}
