package dev.fairlead.web;

import gg.jte.Content;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.web.util.HtmlUtils;

/**
 * Text that people write, as HTML: markup in it is shown as text, and links lead only to http,
 * https, mailto or within Fairlead.
 */
public final class Markdown {
    private static final List<TablesExtension> EXTENSIONS =
            List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder()
                    .extensions(EXTENSIONS)
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
                    .softbreak("<br>\n")
                    .build();

    private Markdown() {}

    public static Content of(String text) {
        var html = html(text);
        return output -> output.writeContent(html);
    }

    static String html(String text) {
        try {
            return RENDERER.render(PARSER.parse(text));
        } catch (StackOverflowError _) {
            // The parser recurses; who nests thousands deep gets the text as it was typed.
            return "<pre>" + HtmlUtils.htmlEscape(text) + "</pre>\n";
        }
    }
}
