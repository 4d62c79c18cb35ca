package dev.fairlead.code.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.code.FileDiff;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedLineTest {
    @Test
    void marksWhatDiffersWithinAChangedLine() {
        assertThat(marks(line('-', "  return net;"), line('+', "  return net.plus(vat());")))
                .containsExactly("  return net||;", "  return net|.plus(vat())|;");
    }

    @Test
    void marksNothingWhereLinesHaveNothingInCommon() {
        assertThat(marks(line('-', "  one"), line('+', "  two!")))
                .containsExactly("  one||", "  two!||");
        assertThat(marks(line('-', "a"), line('+', "a"), line('+', "b")))
                .containsExactly("a||", "a||", "b||");
    }

    private static List<String> marks(FileDiff.Line... lines) {
        return MarkedLine.of(new FileDiff.Hunk(List.of(lines))).stream()
                .map(row -> row.before() + "|" + row.marked() + "|" + row.after())
                .toList();
    }

    private static FileDiff.Line line(char kind, String text) {
        return new FileDiff.Line(kind, 1, 1, text);
    }
}
