package dev.fairlead.web;

import gg.jte.Content;
import gg.jte.TemplateEngine;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Makes a piece of a page out of a template, for a page of another module to include. */
@Component
public class Fragments {
    private final TemplateEngine templates;
    private final Frames frames;

    Fragments(TemplateEngine templates, Frames frames) {
        this.templates = templates;
        this.frames = frames;
    }

    /** The template by name ({@code "release/panel"}) with its parameters; its frame is added. */
    public Content of(String template, Map<String, ?> model) {
        return output -> {
            var params = new HashMap<String, Object>(model);
            params.putIfAbsent("frame", frame());
            templates.render(template + ".jte", params, output);
        };
    }

    /** The frame of the page that is being made. */
    public Frame frame() {
        var request = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return frames.frame(request.getRequest(), request.getResponse());
    }
}
