package dev.fairlead.identity.web;

import dev.fairlead.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Fields of a request that must be there. */
final class Required {
    private Required() {}

    static <T> T field(String name, @Nullable T value) {
        if (value == null) {
            throw Problem.invalid(name, name + ": is missing");
        }
        return value;
    }
}
