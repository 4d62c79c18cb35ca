package dev.fairlead.code.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.code.FileDiff;
import dev.fairlead.code.FileDiff.Content;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MarkedLineTest {
    @Test
    void marksTheWordsThatChanged() {
        assertThat(marks(line('-', "  return net;"), line('+', "  return net.plus(vat());")))
                .containsExactly("  return net;", "  return net[.plus(vat())];");
        assertThat(marks(line('-', "int one = first(a);"), line('+', "int two = first(b);")))
                .containsExactly("int [one] = first([a]);", "int [two] = first([b]);");
    }

    @Test
    void marksNothingWhereLinesHaveNothingInCommon() {
        assertThat(marks(line('-', "  one"), line('+', "  two!")))
                .containsExactly("  one", "  two!");
    }

    @Test
    void comparesEachLineWithTheOneInItsPlace() {
        assertThat(marks(line('-', "a 1"), line('-', "b 1"), line('+', "a 2")))
                .containsExactly("a [1]", "b 1", "a [2]");
    }

    @Test
    void showsAVeryLongLineAsChangedAltogether() {
        var long1 = "x ".repeat(2_000);
        assertThat(marks(line('-', long1), line('+', long1 + "y")))
                .containsExactly(long1, long1 + "y");
    }

    @Test
    void putsOldAndNewSideBySide() {
        var hunk =
                new FileDiff.Hunk(
                        List.of(
                                line(' ', "same"),
                                line('-', "a 1"),
                                line('-', "b 1"),
                                line('+', "a 2"),
                                line(' ', "end")));
        var rows = DiffRow.sideBySide(new Content.Text(1, 2, List.of(hunk)));

        assertThat(rows.stream().map(row -> text(row.left()) + " | " + text(row.right())))
                .containsExactly("same | same", "a [1] | a [2]", "b 1 | -", "end | end");
        assertThat(rows).extracting(DiffRow::begins).containsExactly(true, false, false, false);
    }

    private static List<String> marks(FileDiff.Line... lines) {
        return MarkedLine.of(new FileDiff.Hunk(List.of(lines))).stream()
                .map(MarkedLineTest::text)
                .toList();
    }

    private static String text(MarkedLine line) {
        return line == null
                ? "-"
                : line.parts().stream()
                        .map(part -> part.marked() ? "[" + part.text() + "]" : part.text())
                        .collect(Collectors.joining());
    }

    private static FileDiff.Line line(char kind, String text) {
        return new FileDiff.Line(kind, 1, 1, text, false);
    }
}
