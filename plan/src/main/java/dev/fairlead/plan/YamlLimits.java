package dev.fairlead.plan;

/**
 * How much a YAML file may hold.
 *
 * @param bytes of the file
 * @param depth of maps and lists in each other
 * @param values keys and values together
 */
public record YamlLimits(int bytes, int depth, int values) {
    /** Of a {@code fairlead.yml}. */
    static final YamlLimits PLAN = new YamlLimits(64 * 1024, 8, 2_000);
}
