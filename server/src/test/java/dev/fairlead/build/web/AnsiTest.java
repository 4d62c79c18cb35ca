package dev.fairlead.build.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.web.Ansi.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsiTest {
    @Test
    void keepsColoursAndBold() {
        assertThat(Ansi.pieces("[\u001b[1;31mERROR\u001b[m] \u001b[93mcareful\u001b[39m."))
                .containsExactly(
                        new Piece("[", ""),
                        new Piece("ERROR", "c1 bold"),
                        new Piece("] ", ""),
                        new Piece("careful", "c11"),
                        new Piece(".", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2Jplain",
                "\u001b[10;10Hplain",
                "\u001b]8;;javascript:alert(1)\u0007plain",
                "\u001b]0;title\u001b\\plain",
                "pl\u0000a\u0008in",
                "plain\u001b",
                "\u001b(plain",
                "\u001b[38;5;9999999999mplain",
                "10 %\r50 %\rplain",
                "plain\r",
            })
    void dropsEverythingElse(String line) {
        assertThat(Ansi.pieces(line)).extracting(Piece::text).containsExactly("plain");
    }

    @Test
    void leavesMarkupToBeEscapedByTheTemplate() {
        assertThat(Ansi.pieces("<script>")).containsExactly(new Piece("<script>", ""));
    }
}
