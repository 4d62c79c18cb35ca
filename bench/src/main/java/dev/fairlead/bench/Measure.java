package dev.fairlead.bench;

/**
 * One line of the table.
 *
 * @param target what is to be reached; empty where nothing was set
 */
record Measure(String what, String result, String target, boolean holds) {
    static Measure plain(String what, String result) {
        return new Measure(what, result, "", true);
    }
}
