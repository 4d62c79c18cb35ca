package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.junit.jupiter.api.Test;

class HunksTest {
    @Test
    void showsThreeLinesAroundAnEdit() {
        assertThat(hunks(lines(20), lines(20).replace("line 10\n", "ten\n")))
                .containsExactly(
                        """
                         7,7 line 7
                         8,8 line 8
                         9,9 line 9
                        -10,0 line 10
                        +0,10 ten
                         11,11 line 11
                         12,12 line 12
                         13,13 line 13\
                        """);
    }

    @Test
    void putsNearEditsTogetherAndFarOnesApart() {
        var near = lines(40).replace("line 10\n", "ten\n").replace("line 16\n", "sixteen\n");
        assertThat(hunks(lines(40), near)).hasSize(1);
        var far = lines(40).replace("line 10\n", "ten\n").replace("line 30\n", "thirty\n");
        assertThat(hunks(lines(40), far)).hasSize(2);
    }

    @Test
    void showsFilesThatBeginAndEnd() {
        assertThat(hunks("", "one\n")).containsExactly("+0,1 one");
        assertThat(hunks("one\n", "")).containsExactly("-1,0 one");
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> hunks(String old, String fresh) {
        var a = new RawText(old.getBytes(StandardCharsets.UTF_8));
        var b = new RawText(fresh.getBytes(StandardCharsets.UTF_8));
        var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, a, b);
        return new Hunks(a, b)
                .of(edits).stream()
                        .map(hunk ->
                                hunk.lines().stream()
                                        .map(HunksTest::text)
                                        .collect(Collectors.joining("\n")))
                        .toList();
    }

    private static String text(FileDiff.Line line) {
        return "%s%d,%d %s".formatted(line.kind(), line.oldNumber(), line.newNumber(), line.text());
    }
}
