package dev.fairlead.stash.web;

import dev.fairlead.platform.RefusalForm;
import dev.fairlead.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every refusal below {@code /rest} as Stash words it, also those of filters. */
@Component
class ErrorForm implements RefusalForm {
    @Override
    public String below() {
        return "/rest";
    }

    @Override
    public Object body(String detail, @Nullable String field, @Nullable Problem problem) {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("context", field);
        error.put("message", detail);
        error.put("exceptionName", null);
        return Map.of("errors", List.of(error));
    }
}
