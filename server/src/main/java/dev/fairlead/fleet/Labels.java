package dev.fairlead.fleet;

import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words by which plans and agents find each other. */
public final class Labels {
    /** Of one agent, or wanted by one job. */
    public static final int MOST = 32;

    /** What a label must be, as a sentence goes on after "a label". */
    public static final String RULE =
            "is 1 to 50 small letters, digits, dots, dashes and underscores and begins with a letter"
                    + " or digit";

    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,49}");

    private Labels() {}

    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /** Refuses an agent's labels that plans could not ask for. */
    static void check(List<String> labels) {
        if (labels.size() > MOST) {
            throw Problem.invalid("labels", "An agent has at most %d labels.".formatted(MOST));
        }
        for (var label : labels) {
            if (!isLabel(label)) {
                throw Problem.invalid("labels", "A label %s, was \"%s\".".formatted(RULE, label));
            }
        }
    }

    /** {@code label `arm64`}, {@code labels `arm64`, `docker`}. */
    static String words(List<String> labels) {
        return labels.stream()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", ", labels.size() == 1 ? "label " : "labels ", ""));
    }
}
