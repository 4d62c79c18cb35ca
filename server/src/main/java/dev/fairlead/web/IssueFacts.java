package dev.fairlead.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds rows to the facts of an issue's page, such as who approved it. */
public interface IssueFacts {
    /** One row: what, who or how much, and a small tag after it. */
    record Fact(String label, String value, @Nullable String tag) {}

    List<Fact> facts(String issueKey);
}
