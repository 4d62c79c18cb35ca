package dev.fairlead.identity.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.Tokens;
import dev.fairlead.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what a new token shall be. */
final class TokenWishes {
    private TokenWishes() {}

    /** What is null or empty does not limit the token. */
    static Tokens.Wish of(
            String name, @Nullable String role, @Nullable String project, @Nullable Integer days) {
        return new Tokens.Wish(
                name,
                role == null || role.isBlank() ? Role.ADMINISTER : role(role.strip()),
                project == null || project.isBlank() ? null : project.strip(),
                days == null ? null : Duration.ofDays(days));
    }

    private static Role role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(
                                "role",
                                "role: must be read, write or administer, was \"%s\"."
                                        .formatted(word)));
    }
}
