package dev.fairlead.deploy;

import java.util.Arrays;

/** The order of versions, MAJOR.MINOR.PATCH. */
final class Versions {
    private Versions() {}

    static int compare(String one, String other) {
        return Arrays.compare(numbers(one), numbers(other));
    }

    private static long[] numbers(String version) {
        return Arrays.stream(version.split("\\.", -1))
                .mapToLong(part -> part.matches("[0-9]{1,18}") ? Long.parseLong(part) : 0)
                .toArray();
    }
}
