package dev.fairlead.release;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where the elements of an XML text stand, so that one value can be changed and every other byte
 * kept: comments, line ends, blanks. It resolves no entity and follows no reference.
 */
final class XmlElements {
    private static final int DEPTH_LIMIT = 200;

    /** An element; from and to are the ends of its text without blanks, equal when it has none. */
    record Element(String name, int parent, int from, int to) {
        Element(String name, int parent) {
            this(name, parent, 0, 0);
        }
    }

    private final String text;
    private final List<Element> found = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();

    private XmlElements(String text) {
        this.text = text;
    }

    /** In the order of the text; the parent of the root is −1. */
    static List<Element> of(String text) {
        var elements = new XmlElements(text);
        var at = 0;
        while (at < text.length()) {
            at = elements.next(at);
        }
        if (!elements.open.isEmpty()) {
            throw elements.broken(text.length(), "the text ends before its elements do");
        }
        return elements.found;
    }

    private int next(int at) {
        if (text.charAt(at) != '<') {
            var end = text.indexOf('<', at);
            return characters(at, end < 0 ? text.length() : end);
        }
        if (text.startsWith("<!--", at)) {
            return past("-->", at + 4);
        }
        if (text.startsWith("<![CDATA[", at)) {
            var end = past("]]>", at + 9);
            characters(at + 9, end - 3);
            return end;
        }
        if (text.startsWith("<?", at)) {
            return past("?>", at + 2);
        }
        if (text.startsWith("<!", at)) {
            throw broken(at, "document types are not read");
        }
        return text.startsWith("</", at) ? close(at) : open(at);
    }

    private int characters(int from, int to) {
        var start = from;
        var end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end && !open.isEmpty()) {
            var element = found.get(open.peek());
            if (element.from() == element.to()) {
                found.set(
                        open.element(), new Element(element.name(), element.parent(), start, end));
            }
        }
        return to;
    }

    private int open(int at) {
        var end = endOfTag(at);
        var selfClosing = text.charAt(end - 1) == '/';
        var name = text.substring(at + 1, endOfName(at + 1, end));
        found.add(new Element(name, open.isEmpty() ? -1 : open.element()));
        if (!selfClosing) {
            if (open.size() == DEPTH_LIMIT) {
                throw broken(at, "elements are nested deeper than " + DEPTH_LIMIT);
            }
            open.push(found.size() - 1);
        }
        return end + 1;
    }

    private int close(int at) {
        var end = past(">", at);
        var name = text.substring(at + 2, end - 1).strip();
        if (open.isEmpty() || !found.get(open.pop()).name().equals(name)) {
            throw broken(at, "</" + name + "> closes nothing");
        }
        return end;
    }

    /** The position of the {@code >} that ends the tag; one inside quotes does not. */
    private int endOfTag(int at) {
        char quote = 0;
        for (var i = at; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        throw broken(at, "a tag has no end");
    }

    private int endOfName(int from, int to) {
        var end = from;
        while (end < to && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '/') {
            end++;
        }
        return end;
    }

    private int past(String mark, int from) {
        var at = text.indexOf(mark, from);
        if (at < 0) {
            throw broken(from, "\"" + mark + "\" is missing");
        }
        return at + mark.length();
    }

    private IllegalArgumentException broken(int at, String what) {
        var line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new IllegalArgumentException("line " + Math.max(1, line) + ": " + what);
    }
}
