package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTreeTest {
    private static final YamlLimits LIMITS = new YamlLimits(1_000, 4, 30);

    @Test
    void readsKeysListsTextsNumbersAndBooleans() {
        var read = read("a: 1\nb: [x, true]\nc:\n  d: '2'\n  e: 1.5\nf:\n");
        assertThat(read.values())
                .isEqualTo(
                        Map.of("a", 1, "b", List.of("x", true), "c", Map.of("d", "2", "e", "1.5")));
    }

    @Test
    void writesWhatItReads() {
        var texts =
                List.of(
                        "true",
                        "null",
                        "~",
                        "yes",
                        "off",
                        "12",
                        "012",
                        "0x1F",
                        "1_000",
                        "1.10",
                        "1e3",
                        ".inf",
                        "",
                        " x",
                        "x ",
                        "a: b",
                        "# x",
                        "- x",
                        "'x'",
                        "\"x\"",
                        "&x",
                        "*x",
                        "%x",
                        "@x",
                        "{x}",
                        "x\n",
                        "x\ny",
                        "\n x\ny\n\n",
                        "x\ty",
                        "ä €",
                        "2026-11-27",
                        "<<");
        var values =
                Map.of("texts", texts, "more", Map.of("number", 5, "flag", false, "texts", texts));

        assertThat(read(YamlTree.write(values), new YamlLimits(10_000, 4, 200)).values())
                .isEqualTo(values);
    }

    @Test
    void namesThePlaceOfAValueOrTheNearestAroundIt() {
        var read = read("a:\n  - b: 1\n  - b: 2\n");
        assertThat(read.error("a[1].b", "is wrong")).hasMessage("x.yml line 3, column 5: is wrong");
        assertThat(read.error("a[1].none.at.all", "is missing"))
                .hasMessage("x.yml line 3, column 5: is missing");
        assertThat(read.error("z", "is missing")).hasMessage("x.yml: is missing");
    }

    @Test
    void refusesWhatIsTooMuchAndWhatIsNotData() {
        refuses("a: {b: {c: {d: {e: 1}}}}", "nested deeper than 4 levels");
        refuses("[" + "1,".repeat(40) + "1]", "more than 30 values");
        refuses("a: " + "x".repeat(1_000), "is 1003 bytes long; the limit is 1000 bytes");
        refuses("a: &x 1\nb: *x", "aliases");
        refuses("a: 1\na: 2", "the key 'a' stands twice");
        refuses("- a", "expected keys with values");
        refuses("a: [null]", "expected a value, found 'null'");
        refuses("", "is empty");
    }

    private static void refuses(String text, String sentence) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(sentence);
    }

    private static YamlTree.Read read(String text) {
        return read(text, LIMITS);
    }

    private static YamlTree.Read read(String text, YamlLimits limits) {
        return YamlTree.read("x.yml", text.getBytes(StandardCharsets.UTF_8), limits);
    }
}
