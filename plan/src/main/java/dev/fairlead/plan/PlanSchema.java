package dev.fairlead.plan;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The rules for a fairlead.yml as a JSON Schema, by which editors complete and check it. */
public final class PlanSchema {
    private PlanSchema() {}

    public static byte[] bytes() {
        try (var in = PlanSchema.class.getResourceAsStream("fairlead.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("This is a bug: the jar lacks its schema");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
