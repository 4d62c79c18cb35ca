package dev.fairlead.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
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
    void givesEveryHeadingOfAFileAnIdAsGitHubDoes() {
        assertThat(file("# Ünïcode & *more*\n## `code` in_a-heading!\n"))
                .contains("<h2 id=\"user-content-ünïcode--more\">Ünïcode &amp; <em>more</em>")
                .contains("<h3 id=\"user-content-code-in_a-heading\"><code>code</code>");
    }

    @Test
    void numbersHeadingsOfTheSameName() {
        assertThat(file("# A\n# A\n# A-1\n# A\n"))
                .containsSubsequence(
                        "id=\"user-content-a\"",
                        "id=\"user-content-a-1\"",
                        "id=\"user-content-a-1-1\"",
                        "id=\"user-content-a-2\"");
    }

    @Test
    void leadsFromALinkInAFileToItsSection() {
        assertThat(file("[to](#installing) [and](#%C3%BCn)"))
                .contains("href=\"#user-content-installing\"")
                .contains("href=\"#user-content-ün\"");
        assertThat(file("# Installing"))
                .contains("aria-label=\"Link to Installing\"")
                .contains("href=\"#user-content-installing\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# content",
                "# \"><script>alert(1)</script>",
                "# x\" onmouseover=\"alert(1)",
                "# `\"><img src=x>`",
            })
    void letsNoHeadingBecomeAnythingElse(String text) {
        assertThat(file(text))
                .doesNotContain("id=\"content\"")
                .doesNotContainPattern("<(script|img)")
                .doesNotContainPattern("<[^>\"]*(\"[^\"]*\"[^>\"]*)*\\son\\w+=");
    }

    @Test
    void leavesTheFirstLevelToThePage() {
        assertThat(Markdown.html("# One\n###### Six")).isEqualTo("<h2>One</h2>\n<h6>Six</h6>\n");
    }

    @Test
    void survivesDeepNesting() {
        assertThat(Markdown.html("*a **b ".repeat(5_000) + "c** d*".repeat(5_000))).isNotEmpty();
        assertThat(Markdown.html(">".repeat(60_000))).isNotEmpty();
        assertThat(Markdown.html("- ".repeat(30_000) + "x")).isNotEmpty();
        assertThat(Markdown.html("[".repeat(60_000))).isNotEmpty();
    }

    private static String file(String text) {
        return Markdown.fileHtml(text, UnaryOperator.identity(), UnaryOperator.identity());
    }
}
