package dev.fairlead.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeLinkTest {
    @ParameterizedTest
    @CsvSource({
        "docs, a.md, docs/a.md, ''",
        "docs, ./a%20b.md#top, docs/a b.md, #top",
        "docs/deep, ../../x.png, x.png, ''",
        "docs, ../../../etc/passwd, etc/passwd, ''",
        "docs, /root.md, root.md, ''",
        "'', 100%.md?raw=true, 100%.md, ''",
        "a, b+c, a/b+c, ''",
        "a, .., '', ''",
    })
    void staysInTheRepository(String folder, String link, String path, String fragment) {
        assertThat(RelativeLink.of(folder, link)).contains(new RelativeLink(path, fragment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://x/y", "//x/y", "mailto:a@b", "#top", "", "javascript:alert(1)"})
    void leavesAloneWhatLeadsElsewhere(String link) {
        assertThat(RelativeLink.of("docs", link)).isEmpty();
    }

    @Test
    void showsWhatHides() {
        assertThat(VisibleText.html("a<b>&\"'\t")).isEqualTo("a&lt;b&gt;&amp;&#34;&#39;\t");
        assertThat(VisibleText.html("x\u202ey"))
                .isEqualTo(
                        "x<span class=\"hidden-char\" title=\"RIGHT-TO-LEFT OVERRIDE\">"
                                + "U+202E</span>y");
        for (var hidden :
                new String[] {
                    "\u200b",
                    "\u00a0",
                    "\ufeff",
                    "\u0000",
                    "\r",
                    "\u2066",
                    "\u3164",
                    "\ud800",
                    "\u2028",
                    "\u00ad",
                    "\udb40\udc41"
                }) {
            assertThat(VisibleText.html(hidden)).startsWith("<span").endsWith("</span>");
            assertThat(VisibleText.hides(hidden)).isTrue();
        }
        for (var shown : new String[] {"ü", "日本", "🙂", "עברית", "\t", "e\u0301"}) {
            assertThat(VisibleText.html(shown)).isEqualTo(shown);
        }
    }
}
