package dev.fairlead.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/**
 * The headings of one file, each with an id to link to and a link to itself. Ids are made as GitHub
 * makes them, so that links in files that people bring along lead where they did.
 */
final class Headings implements NodeRenderer {
    /** Keeps what a file calls itself apart from the ids and names that pages and scripts use. */
    private static final String PREFIX = "user-content-";

    private final HtmlNodeRendererContext context;
    private final Map<String, Integer> used = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Headings(HtmlNodeRendererContext context) {
        this.context = context;
    }

    /** The fragment under which pages have what a file links to as {@code #fragment}. */
    static String link(String fragment) {
        return fragment.length() < 2 ? fragment : "#" + PREFIX + decoded(fragment.substring(1));
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Heading.class);
    }

    @Override
    public void render(Node node) {
        var heading = (Heading) node;
        var words = words(heading);
        var id = PREFIX + unique(slug(words));
        var html = context.getWriter();
        var tag = "h" + heading.getLevel();
        html.line();
        html.tag(tag, Map.of("id", id));
        for (var child = heading.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        html.tag(
                "a",
                Map.of(
                        "class",
                        "here",
                        "href",
                        "#" + id,
                        "aria-label",
                        "Link to " + words.strip()));
        html.raw("#");
        html.tag("/a");
        html.tag("/" + tag);
        html.line();
    }

    static String slug(String words) {
        return words.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
                .replace(' ', '-');
    }

    /** The second of a name gets -1, the third -2, past those that are named so themselves. */
    private String unique(String slug) {
        var id = slug;
        while (!taken.add(id)) {
            id = slug + "-" + used.merge(slug, 1, Integer::sum);
        }
        return id;
    }

    private static String words(Heading heading) {
        var words = new StringBuilder();
        heading.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        words.append(text.getLiteral());
                    }

                    @Override
                    public void visit(Code code) {
                        words.append(code.getLiteral());
                    }
                });
        return words.toString();
    }

    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return fragment;
        }
    }
}
