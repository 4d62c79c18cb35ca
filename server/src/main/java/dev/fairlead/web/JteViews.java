package dev.fairlead.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Renders the templates that the build compiled; each gets its frame here. */
@Configuration(proxyBeanMethods = false)
class JteViews {
    @Bean
    static TemplateEngine templates() {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.fairlead.pages");
    }

    @Bean
    static ViewResolver jteViewResolver(TemplateEngine templates, Frames frames) {
        return new Resolver(templates, frames);
    }

    private record Resolver(TemplateEngine templates, Frames frames)
            implements ViewResolver, Ordered {
        @Override
        public @Nullable View resolveViewName(String name, Locale locale) {
            var template = name + ".jte";
            return templates.hasTemplate(template) ? new Page(template, templates, frames) : null;
        }

        /** Before Spring's own, which still answers for {@code redirect:}. */
        @Override
        public int getOrder() {
            return 0;
        }
    }

    /** Tells its content type, because Spring passes over views that have none. */
    private record Page(String template, TemplateEngine templates, Frames frames) implements View {
        @Override
        public String getContentType() {
            return "text/html;charset=utf-8";
        }

        @Override
        public void render(
                @Nullable Map<String, ?> model,
                HttpServletRequest request,
                HttpServletResponse response)
                throws IOException {
            var params = new HashMap<String, Object>(model == null ? Map.of() : model);
            params.putIfAbsent("frame", frames.frame(request, response));
            var page = new Utf8ByteOutput();
            templates.render(template, params, page);
            response.setContentType(getContentType());
            response.setContentLength(page.getContentLength());
            page.writeTo(response.getOutputStream());
        }
    }
}
