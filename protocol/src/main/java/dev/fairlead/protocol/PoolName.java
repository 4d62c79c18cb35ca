package dev.fairlead.protocol;

import java.util.regex.Pattern;

/** What a pool of agents may be called. */
public final class PoolName {
    /** The one whose agents run builds, unless their plan names another. */
    public static final String BUILDS = "default";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private PoolName() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
