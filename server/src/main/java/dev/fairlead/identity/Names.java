package dev.fairlead.identity;

import dev.fairlead.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for what people are called and for what they type. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s<>\\p{Cntrl}]+@[^@\\s<>\\p{Cntrl}]+");
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_LABEL = 100;
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 200;

    private Names() {}

    /** A name that stands in addresses: of a user or a group. */
    static String name(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.invalid(
                    field,
                    field
                            + ": must begin with a letter or digit and have at most 64 small letters,"
                            + " digits, dots, dashes or underscores, was \""
                            + shown(name)
                            + "\"");
        }
        return name;
    }

    /** A text that people read: not blank, no control characters, at most 100 characters. */
    static String label(String field, String label) {
        var text = label.strip();
        if (text.isEmpty()
                || text.length() > LONGEST_LABEL
                || text.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(
                    field,
                    field
                            + ": must have 1 to 100 characters on one line, was \""
                            + shown(text)
                            + "\"");
        }
        return text;
    }

    static String email(String email) {
        var address = email.strip().toLowerCase(Locale.ROOT);
        if (address.length() > LONGEST_EMAIL || !EMAIL.matcher(address).matches()) {
            throw Problem.invalid(
                    "email",
                    "email: must look like name@example.org, was \"" + shown(address) + "\"");
        }
        return address;
    }

    static String password(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw Problem.invalid(
                    "password",
                    "password: must have 8 to 200 characters, had " + password.length());
        }
        return password;
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL) + "…";
    }
}
