package dev.fairlead.web;

import dev.fairlead.problem.Problem;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into a form, and why it was refused. The page shows the form again with the
 * message beside the field, and nothing has to be typed twice.
 */
public record Form(Map<String, String> values, @Nullable String field, @Nullable String reason) {
    public static Form empty() {
        return new Form(Map.of(), null, null);
    }

    public static Form of(Map<String, String> typed) {
        return new Form(Map.copyOf(typed), null, null);
    }

    public Form refused(Problem problem) {
        return refused(problem, problem.field());
    }

    /** Where the form calls the field otherwise than the refusal does. */
    public Form refused(Problem problem, @Nullable String field) {
        return new Form(values, field, problem.detail());
    }

    /** What was typed into the field; empty for nothing. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** The message that belongs beside this field, without the name that stands there, or null. */
    public @Nullable String message(String name) {
        return name.equals(field) && reason != null ? withoutName(name, reason) : null;
    }

    private static String withoutName(String name, String reason) {
        var colon = reason.indexOf(": ");
        if (colon < 1 || !name.endsWith(reason.substring(0, colon))) {
            return reason;
        }
        var rest = reason.substring(colon + 2);
        return rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
    }

    /** The message that belongs to the form as a whole, or null. */
    public @Nullable String message() {
        return field == null || !values.containsKey(field) ? reason : null;
    }
}
