package dev.fairlead.web;

import gg.jte.Content;
import gg.jte.TemplateEngine;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes a piece of a page out of a template, for a page of another module to include. */
@Component
public class Fragments {
    private final TemplateEngine templates;

    Fragments(TemplateEngine templates) {
        this.templates = templates;
    }

    /** The template by name ({@code "release/panel"}) with its parameters. */
    public Content of(String template, Map<String, Object> model) {
        return output -> templates.render(template + ".jte", model, output);
    }
}
