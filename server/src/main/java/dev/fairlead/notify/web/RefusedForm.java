package dev.fairlead.notify.web;

import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.ModelAndView;

/** A form that is shown once more, with what is wrong beside its field. */
final class RefusedForm {
    private RefusedForm() {}

    /**
     * What was typed as a secret is not shown again, not even to who typed it.
     *
     * @param field as the form calls it; null for what is about no field
     */
    static ModelAndView on(
            Function<Form, ModelAndView> page,
            Map<String, String> typed,
            Problem problem,
            @Nullable String field) {
        var shown = new HashMap<>(typed);
        shown.put("secret", "");
        shown.putIfAbsent("events", ""); // of boxes, none of which may have been chosen
        var view = page.apply(Form.of(shown).refused(problem, field));
        view.setStatus(HttpStatusCode.valueOf(problem.status()));
        return view;
    }
}
