package dev.fairlead.agent;

/** The agent's own words, for whoever reads its output. */
final class Say {
    private Say() {}

    @SuppressWarnings("SystemOut")
    static void info(String text) {
        System.out.println(text);
    }

    static void error(String text) {
        System.err.println(text);
    }
}
