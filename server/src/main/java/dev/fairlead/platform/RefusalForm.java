package dev.fairlead.platform;

import dev.fairlead.problem.Problem;
import org.jspecify.annotations.Nullable;

/** How refusals read below a path whose clients know another form than the problem detail. */
public interface RefusalForm {
    /** The path below which this form is used, such as {@code /rest}. */
    String below();

    /**
     * What is written as JSON.
     *
     * @param field the field of the request that was refused, where there is one
     * @param problem where the refusal comes from, when it may tell more than its sentence
     */
    Object body(String detail, @Nullable String field, @Nullable Problem problem);
}
