package dev.fairlead.web;

import gg.jte.Content;
import java.util.List;
import java.util.function.UnaryOperator;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
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
    private static final HtmlRenderer COMMENTS = renderer().softbreak("<br>\n").build();
    private static final HtmlRenderer FILES = renderer().nodeRendererFactory(Headings::new).build();
    private static final int DEEPEST_HEADING = 6;

    private Markdown() {}

    /** A comment or a description: a new line is one. */
    public static Content of(String text) {
        return content(html(text));
    }

    /**
     * A file, whose links and images lead to where these say, and whose headings can be linked to.
     *
     * @param links the address for a link's destination as it was written
     * @param images the same for an image's
     */
    public static Content file(
            String text, UnaryOperator<String> links, UnaryOperator<String> images) {
        return content(fileHtml(text, links, images));
    }

    /** The fragment under which a file's page has the section that its text calls so. */
    public static String section(String fragment) {
        return Headings.link(fragment);
    }

    static String fileHtml(String text, UnaryOperator<String> links, UnaryOperator<String> images) {
        return html(
                text,
                FILES,
                new Places(to -> to.startsWith("#") ? section(to) : links.apply(to), images));
    }

    static String html(String text) {
        return html(text, COMMENTS, new Places(UnaryOperator.identity(), UnaryOperator.identity()));
    }

    private static String html(String text, HtmlRenderer renderer, Places places) {
        try {
            var document = PARSER.parse(text);
            document.accept(places);
            return renderer.render(document);
        } catch (StackOverflowError _) {
            // The parser recurses; who nests thousands deep gets the text as it was typed.
            return "<pre>" + HtmlUtils.htmlEscape(text) + "</pre>\n";
        }
    }

    private static Content content(String html) {
        return output -> output.writeContent(html);
    }

    private static HtmlRenderer.Builder renderer() {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")));
    }

    private static final class Places extends AbstractVisitor {
        private final UnaryOperator<String> links;
        private final UnaryOperator<String> images;

        Places(UnaryOperator<String> links, UnaryOperator<String> images) {
            this.links = links;
            this.images = images;
        }

        /** One lower, because the page's title is its only heading of the first level. */
        @Override
        public void visit(Heading heading) {
            heading.setLevel(Math.min(heading.getLevel() + 1, DEEPEST_HEADING));
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            link.setDestination(links.apply(link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            image.setDestination(images.apply(image.getDestination()));
            visitChildren(image);
        }
    }
}
