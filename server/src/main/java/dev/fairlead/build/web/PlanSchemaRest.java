package dev.fairlead.build.web;

import dev.fairlead.plan.PlanSchema;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The JSON Schema of fairlead.yml, for editors, which ask without a log-in. */
@RestController
class PlanSchemaRest {
    private static final byte[] SCHEMA = PlanSchema.bytes();

    @GetMapping(value = "/schemas/fairlead.json", produces = "application/schema+json")
    byte[] schema() {
        return SCHEMA;
    }
}
