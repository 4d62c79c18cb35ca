package dev.fairlead.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeWordsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");
    private static final String HOSTILE =
            "<!channel> @all *b* [a](http://evil.example) <script>\"|\n\u0000`x` & <http://evil.example|ok>";

    @Test
    void tellsSlackWithoutItsMarkdown() {
        assertThat(ChatWords.of("slack", notice(NoticeEvent.DEPLOYMENT_VERIFIED, "")))
                .containsOnly(
                        entry(
                                "text",
                                "✓ ORD 1.4.3 in production. <https://f.example/deployments/7|deployment 7>"),
                        entry("mrkdwn", false));
    }

    @Test
    void callsNobodyInSlackForWhatOthersWrote() {
        var text = text(ChatWords.of("slack", notice(NoticeEvent.DEPLOYMENT_FAILED, HOSTILE)));
        assertThat(text)
                .startsWith("✗ ORD 1.4.3 in production: &lt;!channel&gt;")
                .doesNotContain("<!", "<script", "<http://evil", "\n", "\0")
                .endsWith(" <https://f.example/deployments/7|deployment 7>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mattermost", "teams"})
    void escapesMarkdownWhereItIsRead(String dialect) {
        var text = text(ChatWords.of(dialect, notice(NoticeEvent.DEPLOYMENT_FAILED, HOSTILE)));
        assertThat(text)
                .contains(
                        "\\*b\\*", "\\[a\\]\\(http\\://evil\\.example\\)", "@\u200Ball", "\\`x\\`")
                .doesNotContain("@all", "<", "\n", "\0")
                .endsWith(" [deployment 7](https://f.example/deployments/7)");
    }

    @Test
    void coloursAndCallsInHipChat() {
        assertThat(HipChatWords.of(notice(NoticeEvent.DEPLOYMENT_FAILED, HOSTILE)))
                .containsEntry("color", "red")
                .containsEntry("notify", true)
                .containsEntry("message_format", "html")
                .extractingByKey("message")
                .asString()
                .contains("&lt;script&gt;")
                .endsWith(" <a href=\"https://f.example/deployments/7\">deployment 7</a>")
                .doesNotContain("<script", "\n");
        assertThat(HipChatWords.of(notice(NoticeEvent.DEPLOYMENT_VERIFIED, "")))
                .containsEntry("color", "green")
                .containsEntry("notify", false);
    }

    @Test
    void marksARegionThatItsFirstTagFindsAgain() {
        var begun = MarkerWords.grafana(notice(NoticeEvent.DEPLOYMENT_STARTED, "", null));
        assertThat(begun)
                .containsEntry("time", BEGIN.toEpochMilli())
                .doesNotContainKey("timeEnd")
                .containsEntry(
                        "tags",
                        List.of(
                                "fairlead-deployment-7",
                                "fairlead",
                                "ORD",
                                "production",
                                "started"));
        var ended = MarkerWords.grafana(notice(NoticeEvent.DEPLOYMENT_FAILED, HOSTILE));
        assertThat(ended)
                .containsEntry("time", BEGIN.toEpochMilli())
                .containsEntry("timeEnd", BEGIN.plusSeconds(60).toEpochMilli())
                .extractingByKey("text")
                .asString()
                .contains("&lt;script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void tellsGraphiteOfAMoment() {
        assertThat(MarkerWords.graphite(notice(NoticeEvent.DEPLOYMENT_VERIFIED, "")))
                .containsEntry("what", "ORD 1.4.3 in production")
                .containsEntry("when", BEGIN.plusSeconds(60).getEpochSecond())
                .containsEntry("data", "ORD 1.4.3 in production. https://f.example/deployments/7");
    }

    @Test
    void cutsWhatIsLong() {
        var text = text(ChatWords.of("slack", notice(NoticeEvent.BUILD_BROKE, "x".repeat(9_000))));
        assertThat(text).contains("x".repeat(500) + "…").hasSizeLessThan(700);
    }

    private static String text(Map<String, Object> body) {
        return String.valueOf(body.get("text"));
    }

    private static Notice notice(NoticeEvent event, String detail) {
        return notice(event, detail, BEGIN.plusSeconds(60));
    }

    private static Notice notice(NoticeEvent event, String detail, Instant end) {
        return new Notice(
                event.key(),
                event.tone(),
                end == null ? BEGIN : end,
                "ORD",
                "production",
                List.of(),
                "ORD 1.4.3 in production",
                detail,
                new Notice.Link("deployment 7", "https://f.example/deployments/7"),
                new Notice.Span("fairlead-deployment-7", BEGIN, end),
                Map.of());
    }
}
