package dev.fairlead.code;

import java.util.regex.Pattern;

/** Commands that people copy into a shell: names from git stay words there, whatever they hold. */
public final class ShellWords {
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9_./@%+=:,][A-Za-z0-9_./@%+=:,-]*");

    private ShellWords() {}

    /** {@code git fetch && git switch topic}. */
    public static String switchTo(String branch) {
        return "git fetch && git switch " + quoted(branch);
    }

    /** {@code git clone https://…}. */
    public static String clone(String url) {
        return "git clone " + quoted(url);
    }

    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
