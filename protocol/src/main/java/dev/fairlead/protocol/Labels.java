package dev.fairlead.protocol;

import java.util.regex.Pattern;

/** The words by which plans and agents find each other. */
public final class Labels {
    /** Of one agent, or wanted by one job. */
    public static final int MOST = 32;

    /** What a label must be, as a sentence goes on after "a label". */
    public static final String RULE =
            "is 1 to 50 small letters, digits, dots, dashes and underscores and begins with a letter"
                    + " or digit";

    /** What an agent that runs containers offers, and a job that names an image asks for. */
    public static final String CONTAINERS = "containers";

    /** What an agent offers that found it, and a job that wants a real {@code .git} asks for. */
    public static final String GIT = "git";

    /** The same for files that git-lfs keeps. */
    public static final String GIT_LFS = "git-lfs";

    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,49}");

    private Labels() {}

    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }
}
