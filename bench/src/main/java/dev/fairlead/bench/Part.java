package dev.fairlead.bench;

import java.util.Locale;

/** A part of the bench, which is a section of the report. */
enum Part {
    /** From push to deployment. */
    LINE("The line"),
    /** Git and the pages of repositories. */
    CODE("Code"),
    /** Builds, their rate, and logs of many agents. */
    BUILDS("Builds"),
    /** The boards of environments. */
    BOARD("Board"),
    /** Fifty hosts, one connection each. */
    SSH("Hosts over SSH"),
    /** Rolling deployments beside other tools. */
    LASTMILE("The last mile");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
