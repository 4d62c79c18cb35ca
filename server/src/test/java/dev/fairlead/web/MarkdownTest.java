package dev.fairlead.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void rendersTextWithCodeAndTables() {
        assertThat(Markdown.html("Stop *logging* `bodies`"))
                .isEqualTo("<p>Stop <em>logging</em> <code>bodies</code></p>\n");
        assertThat(Markdown.html("| a | b |\n|---|---|\n| 1 | 2 |")).contains("<td>1</td>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "text <b onclick=alert(1)>x</b>",
                "<!-- --><iframe src=//evil>",
                "`<script>`",
                "| <script> |\n|---|\n| <img src=x> |",
                "[x](\"onmouseover=alert(1))",
                "![\"><script>alert(1)</script>](http://x/\"><script>)",
            })
    void showsMarkupAsText(String text) {
        assertThat(Markdown.html(text))
                .doesNotContainPattern("<(script|iframe|b )")
                .doesNotContainPattern("<[^>]*\\son\\w+=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java\tscript:alert(1))",
                "[x](&#106;avascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "<javascript:alert(1)>",
                "![x](javascript:alert(1))",
            })
    void linksNowhereThatRuns(String text) {
        assertThat(Markdown.html(text))
                .doesNotContainPattern("(?i)(href|src)=\"\\s*(javascript|data|vbscript):");
    }

    @Test
    void survivesDeepNesting() {
        assertThat(Markdown.html("*a **b ".repeat(5_000) + "c** d*".repeat(5_000))).isNotEmpty();
        assertThat(Markdown.html(">".repeat(60_000))).isNotEmpty();
        assertThat(Markdown.html("- ".repeat(30_000) + "x")).isNotEmpty();
        assertThat(Markdown.html("[".repeat(60_000))).isNotEmpty();
    }
}
