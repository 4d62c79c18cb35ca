package dev.fairlead.vault;

import java.util.Locale;

/** What a job is done for, which decides whether a secret is for it. */
public enum Purpose {
    RELEASE,
    SCHEDULE,
    ENVIRONMENT,
    BRANCH;

    boolean isGranted(Grants grants, String place) {
        return switch (this) {
            case RELEASE -> grants.releases();
            case SCHEDULE -> grants.schedules();
            case ENVIRONMENT -> grants.environments().contains(place);
            case BRANCH -> false;
        };
    }

    /** As a refusal says it. */
    String words(String place) {
        return switch (this) {
            case RELEASE -> "release builds";
            case SCHEDULE -> "scheduled builds";
            case ENVIRONMENT -> "the environment " + place;
            case BRANCH -> "builds of branches";
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
