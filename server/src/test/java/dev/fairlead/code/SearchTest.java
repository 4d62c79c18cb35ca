package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SearchTest {
    @Test
    void ranksTheNameBeforeThePathAndThePathBeforeTheLetters() {
        var paths =
                List.of(
                        "order/deep/a.txt",
                        "src/Reorder.java",
                        "src/OrderService.java",
                        "docs/order",
                        "o/r/d/e/r.md",
                        "none");
        assertThat(new NameRank(" Order ").best(paths, 10))
                .containsExactly(
                        "docs/order",
                        "src/OrderService.java",
                        "src/Reorder.java",
                        "order/deep/a.txt",
                        "o/r/d/e/r.md");
        assertThat(new NameRank("ordzz").best(paths, 10)).isEmpty();
        assertThat(new NameRank("orserv").best(paths, 10)).containsExactly("src/OrderService.java");
        assertThat(new NameRank("").best(paths, 10)).isEmpty();
    }

    @Test
    void findsEachLineOnceInWhateverCase() {
        var found = lines("First\n  a NET and net\nnone\nnet", "net");
        assertThat(found.lines())
                .containsExactly(
                        new Hits.Line(2, "a ", "NET", " and net"), new Hits.Line(4, "", "net", ""));
        assertThat(lines("\nx\r\ny", "Y").lines()).containsExactly(new Hits.Line(3, "", "y", ""));
    }

    @Test
    void showsSomeLinesAndCountsTheOthers() {
        var found = lines("x\n".repeat(50), "x");
        assertThat(found.lines()).hasSize(5);
        assertThat(found.more()).isEqualTo(45);
    }

    @Test
    void cutsLinesThatNobodyReads() {
        var line = lines("a".repeat(5_000) + "needle" + "b".repeat(5_000), "needle").lines();
        assertThat(line.getFirst().before()).hasSize(201).startsWith("…");
        assertThat(line.getFirst().after()).hasSize(201).endsWith("…");
    }

    @Test
    void ordersTagsByTheirNumbers() {
        var tags = new ArrayList<>(List.of("v1.10", "v1.9", "b", "v1.10.1"));
        tags.sort(new Versions());
        assertThat(tags).containsExactly("b", "v1.9", "v1.10", "v1.10.1");
    }

    @Test
    void keepsNamesWordsInAShell() {
        assertThat(ShellWords.switchTo("ORD-1-fix/it"))
                .isEqualTo("git fetch && git switch ORD-1-fix/it");
        assertThat(ShellWords.quoted("$(reboot)")).isEqualTo("'$(reboot)'");
        assertThat(ShellWords.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(ShellWords.quoted("-x")).isEqualTo("'-x'");
        assertThat(ShellWords.quoted("")).isEqualTo("''");
    }

    private static Hits.File lines(String content, String text) {
        return new LineSearch(Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE))
                .in(content);
    }
}
