package dev.fairlead.web;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.Content;
import gg.jte.output.StringOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Frame FRAME =
            new Frame(new Visitor("ada", "Ada <Byron>", true, null), "t0k", "Saved & done.", "v1");

    @Test
    void framesContentWithTheProjectsSections() {
        var page =
                render(
                        "web/page",
                        Map.of(
                                "frame",
                                FRAME,
                                "title",
                                "The <line>",
                                "place",
                                new Place("ORD", "Orders", Section.BUILDS),
                                "line",
                                line(),
                                "content",
                                (Content) out -> out.writeContent("<p>hello</p>")));
        assertThat(page)
                .contains("<title>The &lt;line&gt; · Fairlead</title>")
                .contains("<a href=\"/projects/ORD/builds\" aria-current=\"page\">Builds</a>")
                .contains("<a href=\"/projects/ORD\">Line</a>")
                .contains("Saved &amp; done.")
                .contains("name=\"_csrf\" value=\"t0k\"")
                .contains("href=\"/assets/v1/fairlead.css\"")
                .contains("data-live=\"/events/issues/ORD-1\"")
                .contains("<p>hello</p>")
                .doesNotContain("<Byron>")
                .doesNotContainPattern("<script(?! src=)")
                .doesNotContain(" style=");
    }

    @Test
    void tellsEachStopInWords() {
        var html = render("web/line", Map.of("line", line()));
        assertThat(html)
                .contains("aria-label=\"Where ORD-1 is\"")
                .contains("<b>Build</b><span class=\"unseen\">: failed. </span>")
                .contains("<a href=\"/builds/12\">")
                .contains(": not reached. ");
    }

    @Test
    void knowsWhereTheChangeIsNow() {
        assertThat(line().now().name()).isEqualTo("Build");
    }

    @Test
    void keepsWhatWasTypedBesideTheReason() {
        var form =
                Form.of(Map.of("title", "a\"b"))
                        .refused(dev.fairlead.problem.Problem.invalid("title", "title: too short"));
        assertThat(render("web/field", Map.of("form", form, "name", "title", "label", "Title")))
                .contains("value=\"a&#34;b\"")
                .contains("aria-invalid=\"true\"")
                .contains("<span class=\"state failed\">Too short</span>");
    }

    @Test
    void saysTimesAsPeopleDo() {
        var now = Instant.parse("2026-11-23T10:00:00Z");
        assertThat(Times.ago(now.minusSeconds(240), now)).isEqualTo("4 min ago");
        assertThat(Times.ago(now.minus(Duration.ofDays(1)), now)).isEqualTo("1 day ago");
        assertThat(Times.ago(now.minus(Duration.ofDays(90)), now)).isEqualTo("2026-08-25");
        assertThat(Times.spell(Duration.ofMillis(416))).isEqualTo("0.4 s");
        assertThat(Times.spell(Duration.ofSeconds(8))).isEqualTo("8 s");
        assertThat(Times.spell(Duration.ofSeconds(72))).isEqualTo("1 min 12 s");
        assertThat(Times.spell(Duration.ofMinutes(190))).isEqualTo("3 h 10 min");
    }

    private static LineView line() {
        return new LineView(
                "ORD-1",
                List.of(
                        new LineView.Stop("Issue", "done", "in progress", "/issues/ORD-1"),
                        new LineView.Stop("Build", "failed", "#12 · 1 test failed", "/builds/12"),
                        new LineView.Stop("Release", "waiting", "would be 1.1.0", null),
                        new LineView.Stop("Production", "none", "", null)));
    }

    private static String render(String template, Map<String, Object> model) {
        var page = new StringOutput();
        JteViews.templates().render(template + ".jte", new HashMap<>(model), page);
        return page.toString();
    }
}
