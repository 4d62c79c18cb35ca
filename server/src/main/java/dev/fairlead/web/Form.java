package dev.fairlead.web;

import dev.fairlead.problem.Problem;
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
        return new Form(values, problem.field(), problem.detail());
    }

    /** What was typed into the field; empty for nothing. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** The message that belongs beside this field, or null. */
    public @Nullable String message(String name) {
        return name.equals(field) ? reason : null;
    }

    /** The message that belongs to the form as a whole, or null. */
    public @Nullable String message() {
        return field == null || !values.containsKey(field) ? reason : null;
    }
}
