package dev.fairlead.protocol;

/**
 * How much a build's job may use at once, in megabytes of 1,048,576 bytes and in processes, each
 * thread counted; 0 for as much as its agent gives.
 *
 * @param disk of all that it writes: workspace, home, temporary files, and what its caches grow
 */
public record Bounds(int memory, int processes, int disk) {
    /** Whatever the agent gives. */
    public static final Bounds OF_AGENT = new Bounds(0, 0, 0);

    public Bounds {
        if (memory < 0 || processes < 0 || disk < 0) {
            throw new IllegalArgumentException("a limit must not be negative");
        }
    }
}
