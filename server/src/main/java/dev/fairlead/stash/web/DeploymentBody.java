package dev.fairlead.stash.web;

import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.stash.OutsideDeployment;
import dev.fairlead.stash.OutsideDeployment.Kind;
import dev.fairlead.stash.OutsideDeployment.Place;
import dev.fairlead.stash.OutsideDeployment.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an outside deployer posts. */
record DeploymentBody(
        @Nullable Long deploymentSequenceNumber,
        @Nullable String key,
        @Nullable String displayName,
        @Nullable String description,
        @Nullable String state,
        @Nullable String url,
        @Nullable EnvironmentBody environment) {
    private static final int LONGEST = 255;
    private static final int LONGEST_URL = 1_024;

    /** Where it deployed to. */
    record EnvironmentBody(
            @Nullable String key, @Nullable String displayName, @Nullable String type) {}

    /**
     * The deployment that it means.
     *
     * @throws Problem 400 naming the field that is missing, too long or of another form
     */
    OutsideDeployment deployment(User poster, String sha, Instant now) {
        if (environment == null) {
            throw Problem.invalid("environment", "environment: is required.");
        }
        if (deploymentSequenceNumber == null || deploymentSequenceNumber < 0) {
            throw Problem.invalid(
                    "deploymentSequenceNumber",
                    "deploymentSequenceNumber: must be a whole number of 0 or more.");
        }
        var itsKey = Texts.required("key", key, LONGEST);
        return new OutsideDeployment(
                itsKey,
                deploymentSequenceNumber,
                sha,
                one(State.class, "state", Texts.required("state", state, LONGEST)),
                Objects.requireNonNullElse(
                        Texts.optional("displayName", displayName, LONGEST), itsKey),
                Objects.requireNonNullElse(Texts.optional("description", description, LONGEST), ""),
                Texts.link("url", url, LONGEST_URL),
                place(environment),
                poster.id(),
                now);
    }

    private static Place place(EnvironmentBody body) {
        var key = Texts.required("environment.key", body.key(), LONGEST);
        var type = Texts.optional("environment.type", body.type(), LONGEST);
        return new Place(
                key,
                Objects.requireNonNullElse(
                        Texts.optional("environment.displayName", body.displayName(), LONGEST),
                        key),
                type == null ? null : one(Kind.class, "environment.type", type));
    }

    private static <E extends Enum<E>> E one(Class<E> of, String field, String word) {
        return Arrays.stream(of.getEnumConstants())
                .filter(value -> value.name().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(
                                field,
                                "%s: must be one of %s, was \"%s\"."
                                        .formatted(
                                                field,
                                                Arrays.toString(of.getEnumConstants()),
                                                word)));
    }
}
