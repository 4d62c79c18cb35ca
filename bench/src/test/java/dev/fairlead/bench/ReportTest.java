package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Machine MACHINE = new Machine("Debian 12", "a processor", 2, 8_000);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final List<Measure> LINE =
            List.of(Measure.plain("push", "5 ms"), new Measure("start", "9 s", "≤ 5 s", false));
    private static final List<Measure> CODE = List.of(Measure.plain("clone", "2 s"));

    @Test
    void marksWhatWasMissed() {
        assertThat(Report.empty().with(Part.LINE, MACHINE, DAY, "100 pushes.", LINE).toString())
                .startsWith("# Measured\n\n## The line\n")
                .contains("on 2026-11-23, Debian 12, 2 cores of a processor", "100 pushes.")
                .contains("| push | 5 ms |  |")
                .contains("| start | 9 s | ≤ 5 s (missed) |");
    }

    @Test
    void keepsTheSectionsOfOtherParts() {
        var before = Report.empty().with(Part.LINE, MACHINE, DAY, "100 pushes.", LINE).toString();
        var after = Report.read(before).with(Part.CODE, MACHINE, DAY, "", CODE).toString();
        assertThat(after).startsWith(before.strip()).contains("## Code", "| clone | 2 s |");
        assertThat(Report.read(after).toString()).isEqualTo(after);
        var again = Report.read(after).with(Part.CODE, MACHINE, DAY, "", LINE).toString();
        assertThat(again).doesNotContain("| clone |").contains("## The line");
    }
}
