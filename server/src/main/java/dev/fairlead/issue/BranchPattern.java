package dev.fairlead.issue;

import dev.fairlead.problem.Problem;

/**
 * A glob over branch names: {@code *} is any run of characters but a slash, {@code **} any run,
 * {@code ?} one character but a slash; everything else is itself. Matching takes pattern × name
 * steps, whatever the pattern.
 */
public record BranchPattern(String text) {
    private static final int LONGEST = 200;

    public BranchPattern {
        requireValid("pattern", text);
    }

    /** Refuses a bad pattern by the name of the field it came in. */
    public static BranchPattern of(String field, String text) {
        requireValid(field, text);
        return new BranchPattern(text);
    }

    public boolean matches(String name) {
        var glob = text.codePoints().toArray();
        var letters = name.codePoints().toArray();
        // Which beginnings of the name the pattern so far can have taken.
        var reached = new boolean[letters.length + 1];
        reached[0] = true;
        for (var i = 0; i < glob.length; i++) {
            if (glob[i] != '*') {
                one(reached, letters, glob[i]);
            } else if (i + 1 < glob.length && glob[i + 1] == '*') {
                run(reached, letters, true);
                i++;
            } else {
                run(reached, letters, false);
            }
        }
        return reached[letters.length];
    }

    @Override
    public String toString() {
        return text;
    }

    private static void one(boolean[] reached, int[] letters, int wanted) {
        for (var at = letters.length; at > 0; at--) {
            var letter = letters[at - 1];
            var fits = wanted == '?' ? letter != '/' : letter == wanted;
            reached[at] = reached[at - 1] && fits;
        }
        reached[0] = false;
    }

    private static void run(boolean[] reached, int[] letters, boolean acrossFolders) {
        for (var at = 1; at <= letters.length; at++) {
            reached[at] |= reached[at - 1] && (acrossFolders || letters[at - 1] != '/');
        }
    }

    private static void requireValid(String field, String text) {
        if (text.length() > LONGEST) {
            throw Problem.invalid(
                    field,
                    "%s: a pattern may have %d characters, this one has %d."
                            .formatted(field, LONGEST, text.length()));
        }
        var bare = text.replaceAll("[*?]", "x");
        if (!bare.matches("[^\\s\\p{Cntrl}~^:\\[\\\\/-][^\\s\\p{Cntrl}~^:\\[\\\\]*")
                || bare.contains("..")
                || bare.contains("//")
                || bare.endsWith("/")) {
            throw Problem.invalid(
                    field,
                    "%s: must be a branch's name in which * stands for any characters but a slash, ** for any and ? for one, such as main or release/*, was \"%s\"."
                            .formatted(field, text));
        }
    }
}
