package dev.fairlead.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a fairlead.yml may say, level by level: the parser takes no other key, and the schema for
 * editors has each of them in the definition of the level's name.
 */
enum Level {
    FILE("build", "release", "parameters", "schedules", "include", "cancel-older"),
    INCLUDED("build", "release", "include"),
    PART(and("jobs")),
    JOB(and("needs", "matrix")),
    STEP("run", "name"),
    CHECKOUT("git", "depth", "submodules", "lfs"),
    SERVICE("image", "port", "environment", "ready", "writes"),
    WHEN("branches", "paths", "events"),
    PARAMETER("description", "default", "choices"),
    SCHEDULE("cron", "zone", "parameters"),
    NODE("cpu", "labels"),
    CACHE("name", "files", "paths");

    /** With commas between, as sentences name them. */
    private final String keys;

    Level(String... keys) {
        this.keys = String.join(", ", keys);
    }

    /** What every job may say, after these. */
    private static String[] and(String... first) {
        var common =
                List.of(
                        "steps",
                        "tests",
                        "coverage",
                        "artifacts",
                        "timeout",
                        "retry",
                        "environment",
                        "secrets",
                        "network",
                        "checkout",
                        "cache",
                        "when",
                        "labels",
                        "pool",
                        "memory",
                        "processes",
                        "disk",
                        "image",
                        "services",
                        "manual",
                        "node");
        return Stream.concat(Stream.of(first), common.stream()).toArray(String[]::new);
    }

    List<String> keys() {
        return List.of(keys.split(", "));
    }

    @Override
    public String toString() {
        return keys;
    }
}
