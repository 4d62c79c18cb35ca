package dev.fairlead.code.web;

import dev.fairlead.web.VisibleText;
import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenMakerFactory;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.jspecify.annotations.Nullable;

/** Colours a file's lines with a lexer of its language; the lexers are tables, nothing runs. */
final class Highlight {
    private static final int MOST_CHARACTERS = 512 << 10;
    private static final int LONGEST_LINE = 5_000;

    private final TokenMaker lexer;
    private int state = TokenTypes.NULL;

    private Highlight(TokenMaker lexer) {
        this.lexer = lexer;
    }

    static List<Content> of(String fileName, List<String> lines) {
        var size = lines.stream().mapToLong(String::length).sum();
        var language = Languages.of(fileName);
        if (language.isEmpty() || size > MOST_CHARACTERS || isAnyTooLong(lines)) {
            return lines.stream().map(VisibleText::of).toList();
        }
        var lexer = TokenMakerFactory.getDefaultInstance().getTokenMaker(language.get());
        try {
            return new Highlight(lexer).colour(lines);
        } catch (RuntimeException | StackOverflowError _) {
            // A lexer that stumbles over somebody's file must not hide it.
            return lines.stream().map(VisibleText::of).toList();
        }
    }

    private static boolean isAnyTooLong(List<String> lines) {
        return lines.stream().anyMatch(line -> line.length() > LONGEST_LINE);
    }

    private List<Content> colour(List<String> lines) {
        var coloured = new ArrayList<Content>(lines.size());
        for (var line : lines) {
            var html = colour(line);
            coloured.add(output -> output.writeContent(html));
        }
        return coloured;
    }

    private String colour(String line) {
        var html = new StringBuilder(line.length() * 2);
        var text = new Segment(line.toCharArray(), 0, line.length());
        var token = lexer.getTokenList(text, state, 0);
        var at = 0;
        for (; token != null && token.isPaintable(); token = token.getNextToken()) {
            var end = Math.min(line.length(), at + token.length());
            span(html, kind(token.getType()), line, at, end);
            at = end;
        }
        VisibleText.append(html, line, at, line.length());
        state = lexer.getLastTokenTypeOnLine(text, state);
        return html.toString();
    }

    private static void span(StringBuilder html, @Nullable String kind, String line, int a, int b) {
        if (kind == null) {
            VisibleText.append(html, line, a, b);
            return;
        }
        html.append("<span class=\"").append(kind).append("\">");
        VisibleText.append(html, line, a, b);
        html.append("</span>");
    }

    /** The class that colours a kind of token; null for what is as everything else. */
    private static @Nullable String kind(int type) {
        return switch (type) {
            case TokenTypes.COMMENT_EOL,
                    TokenTypes.COMMENT_MULTILINE,
                    TokenTypes.COMMENT_DOCUMENTATION,
                    TokenTypes.COMMENT_KEYWORD,
                    TokenTypes.COMMENT_MARKUP,
                    TokenTypes.MARKUP_COMMENT ->
                    "hl-comment";
            case TokenTypes.RESERVED_WORD,
                    TokenTypes.RESERVED_WORD_2,
                    TokenTypes.PREPROCESSOR,
                    TokenTypes.MARKUP_TAG_NAME,
                    TokenTypes.LITERAL_BOOLEAN ->
                    "hl-word";
            case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
                    TokenTypes.LITERAL_CHAR,
                    TokenTypes.LITERAL_BACKQUOTE,
                    TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
                    TokenTypes.MARKUP_CDATA,
                    TokenTypes.REGEX ->
                    "hl-string";
            case TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
                    TokenTypes.LITERAL_NUMBER_FLOAT,
                    TokenTypes.LITERAL_NUMBER_HEXADECIMAL ->
                    "hl-number";
            case TokenTypes.DATA_TYPE, TokenTypes.FUNCTION, TokenTypes.MARKUP_TAG_ATTRIBUTE ->
                    "hl-name";
            case TokenTypes.ANNOTATION,
                    TokenTypes.VARIABLE,
                    TokenTypes.MARKUP_PROCESSING_INSTRUCTION,
                    TokenTypes.MARKUP_DTD,
                    TokenTypes.MARKUP_ENTITY_REFERENCE ->
                    "hl-meta";
            default -> null;
        };
    }
}
